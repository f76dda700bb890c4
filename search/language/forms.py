"""The forms in which a word is kept and looked for: one call for indices, marks and queries."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from search.language.compounds import parts
from search.language.lemmas import lemma
from search.language.stems import loose


class Form(StrEnum):
    """A family of columns of an index. `SIDE` has what a word is made of."""

    WORD = "word"
    LEMMA = "lemma"
    LOOSE = "loose"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Forms:
    word: str
    lemma: str
    loose: str
    parts: tuple[str, ...] = ()


@lru_cache(maxsize=100_000)  # at most 40 MB of a process
def analyse(word: str, lang: str) -> Forms:
    """All forms of a normalised word (`search.language.words`) in a text of `lang`."""
    return Forms(
        word=word,
        lemma=lemma(word, lang),
        loose=loose(word, lang),
        parts=parts(word) if lang == "nl" else (),
    )
