"""The stems of a list of English words (Debian's `wamerican-small`), in British spelling too."""

import re
from collections.abc import Iterable, Iterator

from search.language.lemmas import lemma
from search.language.words import normalise

PLAIN = re.compile(r"[a-z]{2,}")
#: American ending → British, wherever it fits: a word that nobody writes does no harm.
AMERICAN, BRITISH = re.compile(r"or(s?)$"), r"our\1"


def stems(lines: Iterable[str]) -> list[str]:
    return sorted({lemma(word, "en") for line in lines for word in spelled(line.strip())})


def spelled(line: str) -> Iterator[str]:
    if PLAIN.fullmatch(line):
        yield normalise(line)
        if AMERICAN.search(line):
            yield AMERICAN.sub(BRITISH, line)


def heads(lines: Iterable[str]) -> list[str]:
    """The shortest word of each stem."""
    words = sorted((line.strip() for line in lines), key=lambda word: (-len(word), word))
    found = {lemma(word, "en"): word for word in words if PLAIN.fullmatch(word) and len(word) > 2}
    return sorted(found.values())
