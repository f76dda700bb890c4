"""A query as a list of concepts: what to look for, and how much of it must be there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from search.language.concepts import Concept, Reader, quote
from search.language.synonyms import Book, own_book, plain
from search.language.words import compose, tokens

#: More words than this say no more about what is wanted, and each costs time.
MOST_CONCEPTS = 12
#: What phones and word processors make of a quote: “Dutch”, „Dutch”, «French».
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
QUOTED = re.compile(r'"([^"]*)"')


class Tier(StrEnum):
    """How well what is found fits; the best first."""

    EXACT = "exact"
    TYPOS = "typos"
    LOOSE = "loose"


@dataclass(frozen=True)
class Plan:
    """An item must have `minimum` of the concepts; `phrase` is a bonus where all stand together."""

    concepts: tuple[Concept, ...]
    minimum: int
    phrase: tuple[str, ...] = ()
    tier: Tier = Tier.EXACT
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.concepts)

    def is_whole(self, count: int) -> bool:
        """Whether so many concepts are all that was asked for, where fewer would do.

        A looser plan has no longer all that was asked for.
        """
        return self.tier is not Tier.LOOSE and count == len(self.concepts) > self.minimum


def make_plan(text: str, lang: str, *, book: Book | None = None, tier: Tier = Tier.EXACT) -> Plan:
    """Read a query of a reader of `lang`. Any text is a query: what is no word is passed over.

    For typos, give the text put right (`search.language.tiers`): all its words must be there.
    """
    text = compose(text).translate(QUOTES)
    unquoted = QUOTED.sub(" ", text)
    if unquoted.isupper() and len(unquoted.split()) > 1:  # capitals of all words tell no names
        unquoted = unquoted.lower()
    reader = Reader.of(unquoted, lang, book or own_book())
    quoted = [quote(list(tokens(part))) for part in QUOTED.findall(text)]
    others = reader.concepts(unquoted, keep_all=not any(quoted))
    found = [concept for concept in quoted if concept] + list(others)
    plan = make_tier(found, tier)
    return replace(plan, phrase=phrase_of(unquoted), text=text)


def make_tier(found: Sequence[Concept], tier: Tier) -> Plan:
    concepts = tuple(dict.fromkeys(found))[:MOST_CONCEPTS]
    count = len(concepts)
    minimum = count if count <= 2 or tier is Tier.TYPOS else max(2, round(0.67 * count))
    return Plan(concepts, minimum, tier=tier)


def phrase_of(text: str) -> tuple[str, ...]:
    words = plain(list(tokens(text)))
    return words if 2 <= len(words) <= MOST_CONCEPTS else ()
