"""Which pairs of a Dutch and an English word go into the glossary."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from search.language.lemmas import lemma
from search.language.spelling import distance_between
from search.language.stop_words import STOP_WORDS
from search.language.words import normalise

#: Chosen by reading some 500 pairs.
LIKENESS, RELATIVE = 0.5, 0.15
#: English words are many, and the rare ones are near to nothing in particular.
ENGLISH_RELATIVE = 0.22
RARE = re.compile(r"(ier|iest|iness)$")
#: Less far than this below the best of a word.
MARGIN = 0.2
#: Short words that look alike are near to each other for the model whatever they mean (gast, gash).
ALIKE, SHORT = 2, 5
ALIKE_RELATIVE = 0.4
MOST = 3

#: Dutch, English.
Pair = tuple[str, str]


@dataclass(frozen=True)
class Near:
    """`likeness` is a cosine; `relative` what is left of it beside those of all other words."""

    dutch: str
    english: str
    likeness: float
    relative: float

    @property
    def is_near(self) -> bool:
        least = ALIKE_RELATIVE if self.looks_alike else RELATIVE
        is_rare = RARE.search(self.english) is not None
        return self.likeness >= LIKENESS and self.relative >= least and not is_rare

    @property
    def looks_alike(self) -> bool:
        is_short = min(len(self.dutch), len(self.english)) <= SHORT
        return is_short and distance_between(self.dutch, self.english, ALIKE) <= ALIKE

    def is_homonym(self, english: Collection[str]) -> bool:
        return self.dutch in english or self.pair[0] in english

    @property
    def pair(self) -> Pair:
        return as_lemmas(self.dutch, self.english)


def pairs(
    found: Iterable[Near], struck: Collection[Pair] = (), added: Iterable[Pair] = ()
) -> list[Pair]:
    """The pairs of lemmas, of each word at most three, the best first; before them the `added`.

    A Dutch word that has a translation by hand needs no guess of the model (*goed, gut*). Of one
    that English has too, the model knows the English meaning only (brood); it is left to `added`,
    and is found as it is without a glossary.
    """
    found = list(found)
    english = {near.english for near in found}
    wrong = {as_lemmas(*pair) for pair in struck}
    fitting = [near for near in found if near.is_near]
    fitting = [near for near in fitting if near.pair not in wrong and not near.is_homonym(english)]
    fitting.sort(key=lambda near: (-near.relative, near.dutch, near.english))
    clear = [near for near in fitting if near.relative >= ENGLISH_RELATIVE]
    kept = set(best(fitting, "dutch")) | set(best(clear, "english"))
    ordered = [as_lemmas(*pair) for pair in added]
    by_hand = {dutch for dutch, _english in ordered}
    guessed = [near.pair for near in fitting if near in kept]
    ordered += [pair for pair in guessed if pair[0] not in by_hand]
    return [pair for pair in dict.fromkeys(ordered) if is_telling(*pair)]


def is_telling(dutch: str, english: str) -> bool:
    return dutch != english and STOP_WORDS.isdisjoint((dutch, english))


def as_lemmas(dutch: str, english: str) -> Pair:
    """As an index has them."""
    return lemma(normalise(dutch), "nl"), lemma(normalise(english), "en")


def read_pairs(text: str) -> list[Pair]:
    """A pair a line, after comments."""
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return [(dutch, english) for dutch, english in lines]


def best(fitting: Iterable[Near], side: str) -> Iterator[Near]:
    by_word: dict[str, list[Near]] = defaultdict(list)
    for near in dict.fromkeys(fitting):
        by_word[getattr(near, side)].append(near)
    for word_pairs in by_word.values():
        top = word_pairs[0].relative
        yield from (near for near in word_pairs[:MOST] if near.relative >= top - MARGIN)


def as_text(found: Iterable[Pair]) -> str:
    return "".join(f"{dutch} {english}\n" for dutch, english in found)
