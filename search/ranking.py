"""What counts for how much; the same numbers for every engine (measured in search.md 4 and 6)."""

from brink.pages.models.card import Kind
from search.language import Form

#: A word in the title says more than one in the text; a lemma a little less than the word itself,
#: what a word is made of much less.
WEIGHTS = {"title": 4.0, "tags": 1.5, "body": 1.0}
FORM_WEIGHTS = {"": 1.0, Form.LEMMA: 0.9, Form.LOOSE: 0.5, Form.SIDE: 0.45}
OTHER_LANGUAGE = 0.75

#: The best way in which an item has a concept counts, and a little of the others.
TIE = 0.1

#: What is to come, and what can be learned from, come before their equals.
UPCOMING_BOOST = 1.08
LEARNING_BOOST = 1.05
LEARNING = (Kind.CASE, Kind.FAILED, Kind.PRACTICE, Kind.MASTERCLASS)


def weight(column: str, lang: str) -> float:
    """What a word in this column of a document is worth to a reader of `lang`."""
    part, written, form = f"{column}_".split("_")[:3]
    value = WEIGHTS[part] * FORM_WEIGHTS[form]
    return value if written == lang else value * OTHER_LANGUAGE
