"""What every engine can do."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from search.documents import Document
from search.language import Concept, Form, Plan, Way
from search.query import Query, Results
from search.ranking import PHRASE_BONUS

#: Numbers of a plan, of a concept, of a way to have it, of an entry; and its score for that.
Match = tuple[int, int, int, int, float]


def concepts_of(plan: Plan) -> tuple[Concept, ...]:
    """The concepts of a plan; the one after the last is a bonus and does not count."""
    if not plan.phrase:
        return plan.concepts
    return (*plan.concepts, Concept((Way(Form.WORD, plan.phrase, PHRASE_BONUS),)))


class EngineFailure(Exception):  # noqa: N818  (what it is, not that it is an error)
    """The engine did not answer, or not in time, or nonsense; another one may."""


class EngineAway(EngineFailure):
    """It cannot answer now. Nothing is wrong with what it was sent, so that can wait for it."""


class Engine(Protocol):
    def index(self, documents: Sequence[Document]) -> None:
        """Add or replace; an older version never replaces a newer one."""

    def delete(self, keys: Sequence[UUID], version: int) -> None:
        """Take out what is there; what is not there is no error."""

    def search(self, query: Query) -> Results:
        """Raise EngineFailure when there is no answer."""

    def refresh(self) -> None:
        """Make what was written findable at once: tests need it, readers can wait a second."""

    def clear(self) -> None:
        """Empty it."""
