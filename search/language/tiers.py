"""What to look for when a query finds too little: first words put right, then fewer of them.

Never both together: *bitcoin mining* would find any *mening*.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from search.language.concepts import Concept
from search.language.forms import Form, analyse
from search.language.guess import is_known
from search.language.plan import Plan, Tier
from search.language.spelling import Speller
from search.language.ways import Way
from search.language.words import tokens

#: Parts shorter than this say too little by themselves.
TELLING = 5
ONE_PART, LAST_PART = 0.2, 0.25
#: Too weak to be all that an item has of a query.
WEAK = frozenset(
    {
        "bedrijf",
        "dienst",
        "groep",
        "houding",
        "maker",
        "makerij",
        "plaats",
        "proces",
        "project",
        "systeem",
        "vorm",
        "werk",
    }
)

Edits = Callable[[str], int]


def unknown_words(plan: Plan) -> list[str]:
    """The words of a query that neither language has, outside of quotes; each may be a typo."""
    found = [word for concept in plan.concepts if not concept.is_quoted for word in concept.words]
    return [word for word in dict.fromkeys(found) if word.isalpha() and not is_known(word)]


def words_of(plan: Plan) -> set[str]:
    """All words that a plan may be met by."""
    return {term for concept in plan.concepts for way in concept.ways for term in way.terms}


def put_right(plan: Plan, speller: Speller, edits: Edits) -> str:
    """The query with each unknown word replaced by the nearest of the index; "" if none is near."""
    near = {
        word: found[0]
        for word in unknown_words(plan)
        if word not in speller.known and (found := speller.nearest(word, edits(word)))
    }
    text, end = "", 0
    for token in tokens(plan.text):
        word = token.joined or token.parts[0]
        text += plan.text[end : token.start] + near.get(word, plan.text[token.start : token.end])
        end = token.end
    return text + plan.text[end:] if near else ""


def loosened(plan: Plan, items: Mapping[str, int]) -> Plan | None:
    """Fewer of the concepts, and one part of a compound for it; None if that is no looser.

    `items` is how many have a word (`search.vocabulary`). Only the rarest concepts may be merely
    mentioned: what has another, or a part, must be about it. A text that mentions a dog does not
    answer who wants it walked. And none may be there by the glossary, which guesses.
    """
    telling = [concept for concept in plan.concepts if not is_weak(concept)]
    rarest = find_rarest(telling or plan.concepts, items)
    concepts = tuple(loosen(concept, rarest) for concept in telling or plan.concepts)
    count = len(concepts)
    minimum = min(1, count) if count <= 3 else math.ceil(0.4 * count)
    if minimum == plan.minimum and ways_of(concepts) <= ways_of(plan.concepts):
        return None
    return replace(plan, concepts=concepts, minimum=minimum, tier=Tier.LOOSE)


def ways_of(concepts: Sequence[Concept]) -> set[Way]:
    return {way for concept in concepts for way in concept.ways}


def is_weak(concept: Concept) -> bool:
    return len(concept.words) == 1 and analyse(concept.words[0], "nl").lemma in WEAK


def find_rarest(concepts: Sequence[Concept], items: Mapping[str, int]) -> list[Concept]:
    """The concept that the fewest items have, and those that as few have."""
    numbers = [most_items(concept, items) for concept in concepts]
    pairs = zip(concepts, numbers, strict=True)
    return [concept for concept, number in pairs if number == min(numbers)]


def most_items(concept: Concept, items: Mapping[str, int]) -> int:
    """How many items have the concept in the way in which most have it, as far as words tell."""
    together = [way.terms for way in concept.ways if not way.apart]
    return max(min(items.get(term, 0) for term in terms) for terms in together)


def loosen(concept: Concept, rarest: Sequence[Concept]) -> Concept:
    ways = [way for way in concept.ways if not way.guessed]
    if concept not in rarest:
        ways = [about(way) for way in ways]
    found = [part for way in ways if way.apart for part in single_parts(way)]
    return replace(concept, ways=tuple(dict.fromkeys([*ways, *found])))


def about(way: Way) -> Way:
    return replace(way, about=True)


def single_parts(whole: Way) -> list[Way]:
    """Each part that says enough alone; the last says most of what a Dutch compound is."""
    return [
        Way(form, (part,), weight_of(part, whole), whole.lang, about=True)
        for part in whole.terms
        if len(part) >= TELLING and part not in WEAK
        for form in (Form.LEMMA, Form.SIDE)
        if form is Form.LEMMA or whole.lang == "nl"
    ]


def weight_of(part: str, whole: Way) -> float:
    return LAST_PART if part == whole.terms[-1] else ONE_PART
