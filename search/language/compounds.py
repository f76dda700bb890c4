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
    covers: list[Cover | None] = [Cover(0, ()), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        covers[end] = min(ending_at(end, word, covers), default=None)
    return covers[-1].parts if covers[-1] else ()


def ending_at(end: int, word: str, covers: list[Cover | None]) -> Iterator[Cover]:
    """All covers of the beginning of a word up to `end`, each with one more part than another."""
    for start in range(end):
        before, piece = covers[start], word[start:end]
        if before and len(before.parts) < MOST_PARTS and piece != word:
            price = FIRST if not start and piece in rules()["first"] else cost(piece)
            if price:
                yield Cover(before.cost + price, (*before.parts, piece))
    last = covers[end - 1]
    if word[end - 1] == "s" and last and last.parts and end < len(word):
        yield Cover(last.cost + LINK, last.parts)


def cost(piece: str) -> float | None:
    """None for what can be no part."""
    if piece in rules()["short"]:
        return SHORT
    return cost_of_long(piece) if len(piece) >= SHORTEST_PART else None


@lru_cache(maxsize=20_000)
def cost_of_long(piece: str) -> float | None:
    if not rules()["never"].isdisjoint((piece, lemma(piece, "nl"))):
        return None
    uses = sum(part_counts().get(piece, ()))
    if piece in rules()["own"]:
        return COMMON
    if uses:
        return (COMMON if uses >= OFTEN else RARE) + LEAST / uses
    return cost_of_word(piece) if is_word(piece) else None


def cost_of_word(piece: str) -> float | None:
    """Of what is a part in none of its forms, or in another one (*schapen* in *schapenkaas*)."""
    found = lemma(piece, "nl")
    if found != piece and found in part_counts():
        return OF_A_PART
    return ANY_WORD if len(piece) >= LONG_WORD else None


def joined(left: str, right: str) -> str | None:
    """The compound that two neighbours make (*personeels tekort*), if it is a word."""
    for word in (left + right, f"{left}s{right}"):
        if is_word(word) and parts(word):
            return word
    return None
