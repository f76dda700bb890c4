"""Parts of an item in its document: what is kept of each, and the words they add."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from brink.pages.parts import Part
from search.language import words
from search.language.guess import guess

#: Of the parts in one language: characters whose words stand in their order, so that phrases are
#: found too. Of the rest each word stands once, and no more of them than this: PostgreSQL has a
#: limit for the words of an item.
LONGEST_PARTS = 50_000
MOST_REST = 3_000
#: From so many words on it is clear in which language a file is.
SAMPLE = 300


def outline(parts: Sequence[Part], langs: Sequence[str]) -> list[dict[str, Any]]:
    """What is kept beside the texts. `on` is the language of the page, `lang` that of the words."""
    return [
        {
            "kind": str(part.kind),
            "on": part.lang,
            "lang": lang,
            "title": part.title,
            "number": part.number,
            "path": part.path,
            "source": part.source,
        }
        for part, lang in zip(parts, langs, strict=True)
    ]


def languages(parts: Sequence[Part]) -> list[str]:
    """In which language each part is written: a file by its words, else as the page it is on."""
    samples: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        if part.source and len(sample := samples[part.source]) < SAMPLE:
            sample += part.text.split(maxsplit=SAMPLE)[:SAMPLE]
    guessed = {source: guess(" ".join(sample)) for source, sample in samples.items()}
    return [guessed.get(part.source) or part.lang for part in parts]


def words_in(parts: Sequence[Part], langs: Sequence[str], lang: str) -> Iterator[str]:
    """The words of the parts in a language, with the title of each file once."""
    text = " ".join(texts_in(parts, langs, lang))
    first = words(text[:LONGEST_PARTS])
    known = set(first)
    yield from first
    rest = dict.fromkeys(word for word in words(text[LONGEST_PARTS:]) if word not in known)
    yield from list(rest)[:MOST_REST]


def texts_in(parts: Sequence[Part], langs: Sequence[str], lang: str) -> Iterator[str]:
    """A file that hangs on the pages of both languages is the same words twice; they count once."""
    seen: set[tuple[str, int | None]] = set()
    titled: set[str] = set()
    for part, written in zip(parts, langs, strict=True):
        place = (part.source, part.number)
        if written != lang or (part.source and place in seen):
            continue
        seen.add(place)
        if not part.source or part.source not in titled:
            titled.add(part.source)
            yield part.title
        yield part.text
