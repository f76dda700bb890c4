"""How Dutch writes a stem before an ending: *boot, boten; bus, bussen; brief, brieven*."""

import re
from collections.abc import Iterator

CONSONANTS = "bcdfghjklmnpqrstvwxz"
#: One vowel before one consonant at the end, alone (*bot*, *sector*) or after another (*social*).
LAST = re.compile(rf"([aeou])([{CONSONANTS}])$")
SHORT = re.compile(rf"(?:^|[{CONSONANTS}y]|qu)[aeiou][{CONSONANTS}]$")
#: A vowel twice before the last consonant: *boot*.
LONG = re.compile(rf"([aeou])\1([{CONSONANTS}])$")
DOUBLE = re.compile(rf"([{CONSONANTS}])\1$")
SYLLABLE = re.compile(r"[aeiouy]+")
SOFT = {"v": "f", "z": "s"}
HARD = {"f": "v", "s": "z"}


def closed(piece: str) -> Iterator[str]:
    """What may be left without ending: of *bot(en)* *boot* and *bot*, of *brouw(en)* *brouw*."""
    if DOUBLE.search(piece):
        yield piece[:-1]
    if found := LAST.search(piece):
        vowel, consonant = found.groups()
        yield hardened(f"{piece[:-1]}{vowel}{consonant}")
    yield hardened(piece)


def hardened(piece: str) -> str:
    return piece[:-1] + SOFT.get(piece[-1:], piece[-1:])


def opened(stem: str) -> Iterator[str]:
    """How the stem is written before *-en*: of *boot* *bot*, of *bus* *buss*, of *reis* *reiz*."""
    if LONG.search(stem):
        stem = stem[:-2] + stem[-1]
    elif SHORT.search(stem):
        yield stem + stem[-1]
        if is_one_syllable(stem):
            return
    yield stem
    if stem[-1:] in HARD:
        yield stem[:-1] + HARD[stem[-1]]


def is_one_syllable(stem: str) -> bool:
    return len(SYLLABLE.findall(stem)) == 1
