"""What counts for how much; the same numbers for every engine (measured in search.md 4 and 6)."""

from brink.pages.models.card import Kind

#: A word in the title says more than one in the text. What its form is worth, the plan says.
WEIGHTS = {"title": 4.0, "tags": 1.5, "body": 1.0}
OTHER_LANGUAGE = 0.75

#: The best way in which an item has a concept counts, and a little of the others.
TIE = 0.1
#: All that was asked for, where a part of it would do.
WHOLE = 2
#: All words of the query side by side.
PHRASE_BONUS = 0.3
#: More than any score, so that what a better tier finds stays before the rest.
TIER_STEP = 1000.0
#: More than any tier, for what editors put first.
FIRST_STEP = 100_000.0

#: What is to come, and what can be learned from, come before their equals; who it is by after.
UPCOMING_BOOST = 1.08
LEARNING_BOOST = 1.05
BODY_BOOST = 0.9
LEARNING = (Kind.CASE, Kind.FAILED, Kind.PRACTICE, Kind.MASTERCLASS)
BODIES = (Kind.ORGANISATION, Kind.RESEARCH_GROUP)
KIND_WEIGHTS: dict[str, float] = {
    **dict.fromkeys(LEARNING, LEARNING_BOOST),
    **dict.fromkeys(BODIES, BODY_BOOST),
}


def weight(column: str, lang: str) -> float:
    """What a word in this column of a document is worth to a reader of `lang`."""
    part, written = column.split("_")[:2]
    value = WEIGHTS[part]
    return value if written == lang else value * OTHER_LANGUAGE
