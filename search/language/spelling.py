"""Words of an index that are near to a word somebody typed.

No index of deletions, which takes hundreds of megabytes for 100,000 words: of words with about the
same length and, for what is done without asking, the same first letter, the letters are compared as
bits before any distance is worked out.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MOST = 5


def search_edits(word: str) -> int:
    """How many wrong letters are looked past without asking."""
    return 0 if len(word) < 5 else 1 if len(word) < 9 else 2


def offer_edits(word: str) -> int:
    """How many wrong letters a word may have that is only offered."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


@dataclass
class Shelf:
    """Words of one length that begin with the same letter."""

    words: list[str] = field(default_factory=list)
    masks: array = field(default_factory=lambda: array("Q"))
    counts: array = field(default_factory=lambda: array("L"))

    def add(self, word: str, count: int) -> None:
        self.words.append(word)
        self.masks.append(mask_of(word))
        self.counts.append(count)

    def near(self, word: str, edits: int) -> Iterator[tuple[int, int, str]]:
        """Distance, minus the count, and word: the best sort first."""
        mask, most = mask_of(word), 2 * edits
        for number, other in enumerate(self.masks):
            if (mask ^ other).bit_count() <= most:
                found = self.words[number]
                distance = distance_between(word, found, edits)
                if distance <= edits:
                    yield distance, -self.counts[number], found


class Speller:
    """Knows the words of an index, each with the number of items that have it."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self.shelves: dict[tuple[str, int], Shelf] = defaultdict(Shelf)
        self.known: set[str] = set()
        for word, count in words:
            self.shelves[word[:1], len(word)].add(word, count)
            self.known.add(word)

    def nearest(self, word: str, edits: int) -> list[str]:
        """At most five words that begin alike, the nearest first, of them the most common."""
        lengths = range(len(word) - edits, len(word) + edits + 1)
        shelves = (self.shelves.get((word[:1], length)) for length in lengths)
        found = [near for shelf in shelves if shelf for near in shelf.near(word, edits)]
        return [other for _distance, _count, other in sorted(found)[:MOST] if other != word]


def mask_of(word: str) -> int:
    """The letters of a word as bits; other scripts share them."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 63)
    return mask


def distance_between(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed, or two changed places; `most` + 1 for any more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, mine in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != mine))
            if i > 1 < j and letter == other[j - 2] and one[i - 2] == mine:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
