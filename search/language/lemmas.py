"""One form for the forms of a word: *bedrijven* is *bedrijf*, *geleverd* is *lever*.

Dutch by rules, which count only where the lexicon has what they give; so the stem of a verb, a
word itself, stands for the verb. English by Snowball, with lists for what it keeps apart. Never for
both at once: *stage* is not *stage*. Who changes lemmas raises `search.documents.EDITION`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from threading import local
from typing import Any

import snowballstemmer

from search.language.inflections import PREFIXES, SEPARABLE, base_of, comparatives, infinitives
from search.language.irregular import after_prefix, english_apart, english_forms, irregular
from search.language.lexicon import is_word

#: *Organize* is *organise*, and *size* is no *sise*.
AMERICAN = re.compile(r"^(\w{4,}i)z(e|ed|es|ing|ation|ations|er|ers)$")
SHORTEST_HEAD, SHORTEST_TAIL = 3, 4
BEFORE_VERBS = frozenset((*PREFIXES, *SEPARABLE))
LONGEST_PREFIX = max(map(len, BEFORE_VERBS))

_thread = local()


def lemma(word: str, lang: str) -> str:
    """The lemma of a normalised word; a lemma is its own. Those of two languages never meet."""
    return dutch_lemma(word) if lang == "nl" else english_lemma(word)


@lru_cache(maxsize=20_000)
def dutch_lemma(word: str) -> str:
    """Rule after rule, *geleverde, geleverd, leveren, lever*, until one of them comes back."""
    steps = [word]
    while (base := step(steps[-1])) not in steps:
        steps.append(base)
    return min(steps[steps.index(base) :])  # words that lead to each other have one lemma


def step(word: str) -> str:
    for rule in (irregular().get, base_of, strong_base_of, compound_base_of):
        if base := rule(word):
            return base
    return word


def strong_base_of(word: str) -> str | None:
    """Of *ingeschreven* *inschrijven*, of *ontworpen* *ontwerpen*."""
    for place in range(2, LONGEST_PREFIX + 1):
        prefix, root = word[:place], after_prefix().get(word[place:])
        if root and prefix in BEFORE_VERBS:
            for infinitive in infinitives(root):
                if is_word(prefix + infinitive):
                    return prefix + infinitive
    return None


def compound_base_of(word: str) -> str | None:
    """Of *afvalstromen* *afvalstroom*: a compound has the forms of its last part."""
    for head, tail in tails(word):
        if head in BEFORE_VERBS and any(comparatives(tail)):
            continue  # *verwijder* is a verb, and nothing is *wijder* there
        base = irregular().get(tail) or base_of(tail) or tail
        if base != tail and (is_word(head + base) or not is_word(word)):
            return head + base
    return None


def tails(word: str) -> Iterator[tuple[str, str]]:
    """What the lexicon has as the end of a word after another word, the longest first."""
    for place in range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1):
        head, tail = word[:place], word[place:]
        if is_word(tail) and (is_word(head) or is_word(head.removesuffix("s"))):
            yield head, tail


@lru_cache(maxsize=20_000)
def english_lemma(word: str) -> str:
    """The stem of the word that it is a form of; both spellings have one."""
    if own := english_apart().get(word):
        return own
    base = AMERICAN.sub(r"\1s\2", english_forms().get(word, word))
    return stemmer("english").stemWord(base) or base


def stemmer(algorithm: str) -> Any:
    """A stemmer of this thread: it keeps the word it works on, so threads may not share one."""
    if not hasattr(_thread, algorithm):
        setattr(_thread, algorithm, snowballstemmer.stemmer(algorithm))
    return getattr(_thread, algorithm)
