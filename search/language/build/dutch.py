"""The lexicon and the table of parts, from a list of Dutch words, one a line."""

import lzma
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from search.language.lexicon import Counts
from search.language.words import normalise

#: Names have capitals; abbreviations and words with marks of their own are no parts.
PLAIN = re.compile(r"[^\W\d_]+")
SHORTEST_PIECE = 3
SHORTEST_PART, FEWEST_WORDS = 4, 10
#: Before a linking s: *bedrijf-s-leider*.
SHORTEST_LINKED = 5


def read_words(lines: Iterable[str]) -> set[str]:
    found = (line.strip() for line in lines)
    return {normalise(word) for word in found if PLAIN.fullmatch(word) and word.islower()}


def count_parts(words: Collection[str]) -> dict[str, Counts]:
    """How often each word is the first or the last part of another, if it often is."""
    pairs = [pair for word in words for pair in pairs_in(word, words)]
    first, last = Counter(one for one, _other in pairs), Counter(other for _one, other in pairs)
    return {
        part: Counts(first[part], last[part])
        for part in sorted({*first, *last})
        if len(part) >= SHORTEST_PART and first[part] + last[part] >= FEWEST_WORDS
    }


def pairs_in(word: str, words: Collection[str]) -> Iterator[tuple[str, str]]:
    for place in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1):
        one, other = word[:place], word[place:]
        if other not in words:
            continue
        if one in words:
            yield one, other
        elif one.endswith("s") and len(one) >= SHORTEST_LINKED and one[:-1] in words:
            yield one[:-1], other


def pack_counts(counts: dict[str, Counts]) -> bytes:
    lines = [f"{part} {count.first} {count.last}\n" for part, count in counts.items()]
    return lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
