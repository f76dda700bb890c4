"""The golden set: what people would type, and what they should find. README.md explains it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
HALVES = ("seen", "unseen")
#: From this grade on an answer is a good hit.
GOOD = 2


@dataclass(frozen=True)
class Golden:
    """One query. Without grades it asks for what is not there."""

    id: str
    text: str
    lang: str
    grades: dict[str, int]

    @property
    def group(self) -> str:
        """Its class: `nl-en` of `nl-en-03`."""
        return self.id.rpartition("-")[0]

    @property
    def number(self) -> int:
        return int(self.id.rpartition("-")[2])

    def is_good(self, answer: str) -> bool:
        return self.grades.get(answer, 0) >= GOOD


@cache
def read_half(half: str) -> tuple[Golden, ...]:
    groups = yaml.safe_load((FOLDER / f"{half}.yaml").read_text(encoding="utf-8"))
    return tuple(Golden(**row) for rows in groups.values() for row in rows)
