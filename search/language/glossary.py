"""Dutch and English words that may mean the same; a word alone seldom tells, so it counts little.

`data/glossary.xz` has a line for each pair of lemmas, made by `search.language.build`.
"""

import lzma
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from search.language.lexicon import DATA, once

Pair = tuple[str, str]

#: With more, a common English stem has more ways than a concept may (`concepts.MOST_WAYS`).
MOST = 6
#: The places of two words among each other's translations, counted from 0, taken together.
EARLY = 3


def translations(word: str, lang: str, struck: Collection[Pair] = ()) -> tuple[str, ...]:
    """The lemmas in the other language for a lemma of `lang`, the commonest first; often none.

    `struck` are pairs (Dutch, English) that editors took out.
    """
    found = glossary()[lang].get(word, ())
    return tuple(
        other for other in found if not struck or in_order(word, other, lang) not in struck
    )


def is_near(pair: Pair, struck: Collection[Pair] = ()) -> bool:
    """Whether one lemma is the first translation of the other, or each an early one."""
    dutch, english = pair
    there = place_of(english, translations(dutch, "nl", struck))
    back = place_of(dutch, translations(english, "en", struck))
    return 0 in (there, back) or there + back <= EARLY


def place_of(word: str, others: Sequence[str]) -> int:
    return others.index(word) if word in others else MOST


def in_order(word: str, other: str, lang: str) -> Pair:
    return (word, other) if lang == "nl" else (other, word)


@once
def glossary() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By language, the translations of a lemma, of each the first few; read once.

    Lines go by the Dutch word. Of an English one those come first of which it is the first.
    """
    found: dict[str, dict[str, list[str]]] = {"nl": defaultdict(list), "en": defaultdict(list)}
    for line in lzma.decompress((DATA / "glossary.xz").read_bytes()).decode().splitlines():
        dutch, english = line.split(" ")
        found["nl"][dutch].append(english)
        found["en"][english].append(dutch)
    for english, others in found["en"].items():
        places = {dutch: found["nl"][dutch].index(english) for dutch in others}
        others.sort(key=places.__getitem__)
    return {
        lang: {word: tuple(others[:MOST]) for word, others in words.items()}
        for lang, words in found.items()
    }
