"""Which words English has: to tell its words from Dutch ones and from those that went wrong."""

import lzma

from search.language.lemmas import lemma
from search.language.lexicon import DATA, once


def is_english_word(word: str) -> bool:
    return lemma(word, "en") in stems()


@once
def stems() -> frozenset[str]:
    """The stems of some 50,000 words, one a line; read once."""
    return frozenset(lzma.decompress((DATA / "english.xz").read_bytes()).decode().split())
