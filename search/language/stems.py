"""A looser form than the lemma: words that only look alike may share it, so it counts for less."""

from search.language.lemmas import lemma, stemmer


def loose(word: str, lang: str) -> str:
    """Of Dutch the Porter stem of the lemma, of English the lemma."""
    found = lemma(word, lang)
    return porter(found) if lang == "nl" else found


def porter(word: str) -> str:
    return stemmer("dutch_porter").stemWord(word) or word
