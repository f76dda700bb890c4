"""What is a Dutch word, and how often one stands first or last in another; read once.

A word is kept as its checksum, so that 350,000 of them take 1.4 MB of memory. That of any other
text is among them once in 12,000 times.
"""

import lzma
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from pathlib import Path
from sys import byteorder
from threading import Lock
from typing import NamedTuple, TypeVar

DATA = Path(__file__).parent / "data"
#: The largest step from one number to the next that is written as such; it says "and on".
FULL_STEP = 0xFFFF

Read = TypeVar("Read")


class Counts(NamedTuple):
    """In how many words a part stands first, and in how many last."""

    first: int
    last: int


def once(read: Callable[[], Read]) -> Callable[[], Read]:
    """What is read when it is first asked for; threads that ask meanwhile wait."""
    kept: list[Read] = []
    lock = Lock()

    def get() -> Read:
        if not kept:
            with lock:
                if not kept:
                    kept.append(read())
        return kept[0]

    return get


def is_word(word: str) -> bool:
    """Whether a normalised word is in the Dutch lexicon, in any of its forms."""
    numbers, number = lexicon(), number_of(word)
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def number_of(word: str) -> int:
    return zlib.crc32(word.encode())


@once
def lexicon() -> "array[int]":
    return unpack((DATA / "lexicon.xz").read_bytes())


@once
def part_counts() -> Mapping[str, Counts]:
    """The parts of compounds that stand in at least ten words."""
    return read_counts(lzma.decompress((DATA / "parts.xz").read_bytes()).decode())


def read_counts(text: str) -> dict[str, Counts]:
    lines = (line.split() for line in text.splitlines())
    return {word: Counts(int(first), int(last)) for word, first, last in lines}


def pack(words: Iterable[str]) -> bytes:
    """The numbers of words in order, as steps of two bytes: all high ones, then all low ones."""
    steps: list[int] = []
    last = 0
    for number in sorted({number_of(word) for word in words}):
        full, rest = divmod(number - last, FULL_STEP)
        steps += [*[FULL_STEP] * full, rest]
        last = number
    raw = array("H", steps).tobytes()
    high, low = (raw[1::2], raw[::2]) if byteorder == "little" else (raw[::2], raw[1::2])
    return lzma.compress(high + low, preset=9 | lzma.PRESET_EXTREME)


def unpack(packed: bytes) -> "array[int]":
    raw = lzma.decompress(packed)
    count = len(raw) // 2
    pairs = bytearray(len(raw))
    pairs[1::2], pairs[::2] = raw[:count], raw[count:]
    steps = array("H", bytes(pairs))
    if byteorder == "big":
        steps.byteswap()
    sums = zip(accumulate(steps), steps, strict=True)
    return array("I", (number for number, step in sums if step != FULL_STEP))
