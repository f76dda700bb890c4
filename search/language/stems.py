"""A looser form than the lemma: words that only look alike may share it, so it counts for less."""

from search.language.lemmas import lemma


def loose(word: str, lang: str) -> str:
    """The stem of the lemma."""
    return lemma(word, lang)
