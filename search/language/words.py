"""Text to words: where they stand, and how they are written down for an index."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LANGUAGES = ("nl", "en")
#: Letters and digits, with an apostrophe or hyphen inside: `mkb'er`, `e-commerce`.
RAW = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
#: One character for one, so that places in the text stay what they are.
ALIKE = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "\x00": " "})
LONGEST = 60
#: Only in capitals these are names, of the Enterprise Europe Network and of information technology;
#: an index has them under a word of their own beside the plain one.
NAMES = {"EEN": "een0", "IT": "it0"}


class Token(NamedTuple):
    """A word as it stands in a text, and its forms in an index.

    `parts` are in the order of the text; `joined` is the same without hyphen or apostrophe, or the
    word of a name in capitals; it is empty for a plain word.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    joined: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        return (*self.parts, self.joined) if self.joined else self.parts


def tokens(text: str) -> Iterator[Token]:
    """The words of `text`; give it composed text (`compose`), or accents cut words in two."""
    for found in RAW.finditer(text.translate(ALIKE)):
        parts, joined = spell(found.group())
        if parts:
            yield Token(found.start(), found.end(), parts, joined)


@lru_cache(maxsize=50_000)
def spell(raw: str) -> tuple[tuple[str, ...], str]:
    """The parts of a token and the joined form, of a word as it is written.

    `klant's` is *klant*; `mkb'er` is *mkb* and *mkber*; `e-commerce` *e commerce* and joined.
    """
    if raw in NAMES:
        return (raw.lower(),), NAMES[raw]
    if raw.isascii() and raw.isalnum():
        return (normalise(raw),), ""
    whole = raw.removesuffix("'s").removesuffix("'S")
    pieces = [normalise(piece) for piece in re.split("['-]", whole)]
    if "'" in whole:
        pieces = pieces[:1]
    parts = tuple(piece for piece in pieces if piece)
    joined = normalise(whole)
    return parts, "" if parts == (joined,) else joined


def compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def normalise(word: str) -> str:
    """Lower case, without marks, letters and digits only: `Ĳsbrechtum` → `ijsbrechtum`."""
    if word.isascii() and word.isalnum():  # nearly all words, in a tenth of the time
        return word.lower()[:LONGEST]
    plain = unicodedata.normalize("NFKD", word).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in plain if letter.isalnum())[:LONGEST]


def words(text: str) -> list[str]:
    """The words of a text for an index: in order, and joined forms after them all.

    They come last so that they stand between no two words of a phrase.
    """
    spelled = [spell(raw) for raw in RAW.findall(compose(text).translate(ALIKE))]
    plain = [part for parts, _joined in spelled for part in parts]
    return [*plain, *(joined for parts, joined in spelled if parts and joined)]
