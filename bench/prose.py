"""Texts as a real site has them: few words very often, most of them seldom, the same each time."""

import random
from bisect import bisect
from itertools import accumulate

from search.language.glossary import glossary
from search.language.lexicon import is_word, part_counts
from search.language.stop_words import BY_LANGUAGE
from search.language.synonyms import own_book

SEED = 2026
COMPOUNDS = 20_000
#: The name of the site, which stands in nearly every text.
HOUSE = "brink"
#: Of a hundred words so many say nothing of the subject, such as *the*.
STOP_SHARE = 45
#: As Mandelbrot mends Zipf's law: the word of rank r stands 1 / (r + FLAT) times as often as one.
FLAT = 2.7


def vocabulary(lang: str) -> list[str]:
    """Words of a language, what stands most often first; all that have synonyms are among them."""
    dice = random.Random(SEED)  # noqa: S311  (the same words each time)
    words = {*glossary()[lang], *single_terms(lang)}
    if lang == "nl":
        words |= {*part_counts(), *compounds(dice)}
    found = sorted(words - BY_LANGUAGE[lang])
    dice.shuffle(found)
    return found


def single_terms(lang: str) -> set[str]:
    terms = {term for rule in own_book().rules for term in rule.left}
    return {term.words[0] for term in terms if len(term.words) == 1 and term.lang in ("", lang)}


def compounds(dice: random.Random) -> set[str]:
    """Words of two parts that the lexicon has, made of those parts that make most words."""
    counts = part_counts()
    firsts = dice.choices(
        list(counts), [count.first for count in counts.values()], k=COMPOUNDS * 20
    )
    lasts = dice.choices(list(counts), [count.last for count in counts.values()], k=COMPOUNDS * 20)
    pairs = (first + last for first, last in zip(firsts, lasts, strict=True))
    return {pair for pair in pairs if is_word(pair)}


class Prose:
    """Writes in one language."""

    def __init__(self, lang: str) -> None:
        self.telling = vocabulary(lang)
        self.stop = sorted(BY_LANGUAGE[lang])
        ranks = range(len(self.telling))
        self.chances = list(accumulate(1 / (rank + 1 + FLAT) for rank in ranks))

    def words(self, dice: random.Random, number: int) -> list[str]:
        return [
            dice.choice(self.stop) if dice.random() * 100 < STOP_SHARE else self.telling_word(dice)
            for _each in range(number)
        ]

    def telling_word(self, dice: random.Random) -> str:
        return self.telling[bisect(self.chances, dice.random() * self.chances[-1])]

    def title(self, dice: random.Random) -> str:
        return " ".join(self.telling_word(dice) for _each in range(5)).capitalize()

    def text(self, dice: random.Random, number: int) -> str:
        """Sentences of ten words or so."""
        words = self.words(dice, number)
        sentences = [" ".join(words[n : n + 10]).capitalize() for n in range(0, number, 10)]
        return ". ".join(sentences) + "."
