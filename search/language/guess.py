"""In which language somebody typed."""

from functools import lru_cache

from search.language.english import is_english_word
from search.language.lemmas import lemma
from search.language.lexicon import is_word
from search.language.stop_words import BY_LANGUAGE
from search.language.words import compose, words


@lru_cache(maxsize=10_000)
def guess(text: str) -> str | None:
    """`nl`, `en`, or None where the words are of both or of neither."""
    found = words(compose(text).lower())
    dutch = sum(is_dutch(word) for word in found)
    english = sum(is_english(word) for word in found)
    if dutch == english:
        return None
    return "nl" if dutch > english else "en"


def is_dutch(word: str) -> bool:
    return word in BY_LANGUAGE["nl"] or is_word(word) or is_word(lemma(word, "nl"))


def is_english(word: str) -> bool:
    return word in BY_LANGUAGE["en"] or is_english_word(word)


def is_known(word: str) -> bool:
    """Whether it is a word of either language, so that it is not one that went wrong."""
    return is_dutch(word) or is_english(word)
