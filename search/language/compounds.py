"""Dutch words that are made of others: *afvalstroom* is *afval* and *stroom*.

The parts must cover the whole word; of several ways the cheapest counts, in which parts that stand
in many words cost least. The price list was measured (search.md 3).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from search.language.irregular import read_rules
from search.language.lemmas import lemma
from search.language.lexicon import DATA, is_word, once, part_counts

SHORTEST_WORD, SHORTEST_PART = 7, 4
MOST_PARTS = 4
OFTEN = 40
COMMON = FIRST = 1.0
RARE, OF_A_PART, SHORT, ANY_WORD = 1.15, 1.2, 1.3, 1.6
LINK = 0.05
#: So small, it only decides between covers that cost the same: *buurt-huis* before *buur-thuis*.
LEAST = 0.1
LONG_WORD = 6


class Cover(NamedTuple):
    """Parts from the beginning of a word, and what they cost."""

    cost: float
    parts: tuple[str, ...]


@once
def rules() -> Mapping[str, frozenset[str]]:
    return read_rules((DATA / "part_rules.txt").read_text(encoding="utf-8"))


@lru_cache(maxsize=5_000)
def parts(word: str) -> tuple[str, ...]:
    """The lemmas of what a normalised word is made of; nothing for what is no compound."""
    pieces = split(lemma(word, "nl"))
    found = [lemma(piece, "nl") for piece in pieces]
    nested = [inner for piece in found for inner in parts(piece)]
    return tuple(dict.fromkeys([*found, *nested]))


def split(word: str) -> tuple[str, ...]:
    """The pieces of a word as they stand in it, without linking s."""
    if len(word) < SHORTEST_WORD or word in rules()["whole"]:
        return ()
    covers = {0: Cover(0, ())}
    for end in range(1, len(word) + 1):
        if found := min(ending_at(end, word, covers), default=None):
            covers[end] = found
    return covers[len(word)].parts if len(word) in covers else ()


def ending_at(end: int, word: str, covers: Mapping[int, Cover]) -> Iterator[Cover]:
    """All covers of the beginning of a word up to `end`, each with one more part than another."""
    for start, before in covers.items():
        piece = word[start:end]
        if len(before.parts) < MOST_PARTS and piece != word:
            price = FIRST if not start and piece in rules()["first"] else cost(piece)
            if price:
                yield Cover(before.cost + price, (*before.parts, piece))
    last = covers.get(end - 1)
    if word[end - 1] == "s" and last and last.parts and end < len(word):
        yield Cover(last.cost + LINK, last.parts)


def cost(piece: str) -> float | None:
    """None for what can be no part."""
    if piece in rules()["short"]:
        return SHORT
    return cost_of_long(piece) if len(piece) >= SHORTEST_PART else None


@lru_cache(maxsize=20_000)
def cost_of_long(piece: str) -> float | None:
    if piece in rules()["own"]:
        return COMMON
    if not is_word(piece) or not rules()["never"].isdisjoint((piece, lemma(piece, "nl"))):
        return None
    if uses := sum(part_counts().get(piece, ())):
        return (COMMON if uses >= OFTEN else RARE) + LEAST / uses
    if lemma(piece, "nl") in part_counts():  # in another form: *schapen* in *schapenkaas*
        return OF_A_PART
    return ANY_WORD if len(piece) >= LONG_WORD else None


def joined(left: str, right: str) -> str | None:
    """The compound that two neighbours make (*personeels tekort*), if it is a word."""
    for word in (left + right, f"{left}s{right}"):
        if is_word(word) and parts(word):
            return word
    return None
