"""Which function does which kind of job."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

Handler = Callable[[dict[str, Any]], None]


class Failure(Exception):  # noqa: N818  (what it is, not that it is an error)
    """Raised by a handler to be tried again. Its words are kept: no personal data in them."""


class PermanentFailure(Failure):
    """Raised by a handler when trying again cannot help; the job ends as failed."""


class Away(Failure):
    """Raised by a handler when a service is away, for this job and all of its kind.

    The job waits `until` then and none of its attempts is used up. Those that wait for the same
    moment keep their order.
    """

    def __init__(self, words: str, until: datetime) -> None:
        super().__init__(words)
        self.until = until


class Keep(Enum):
    """What is kept of a job that is done. The row holds the key, so that it stays one effect."""

    ALL = auto()
    KEY = auto()  # the payload holds personal data: forget it
    NOTHING = auto()  # the key is random, nobody can enqueue it twice


@dataclass(frozen=True)
class Kind:
    handle: Handler
    keep: Keep


_kinds: dict[str, Kind] = {}


def handler(kind: str, keep: Keep = Keep.ALL) -> Callable[[Handler], Handler]:
    """Register the function for `kind`. Import its module in `AppConfig.ready`.

    It runs outside a transaction and may run again after a crash, so it must bear that.
    """

    def register(function: Handler) -> Handler:
        known = _kinds.get(kind)
        if known and known.handle.__qualname__ != function.__qualname__:
            raise ValueError(f"Two handlers for jobs of kind {kind!r}.")
        _kinds[kind] = Kind(function, keep)
        return function

    return register


def kinds_kept(keep: Keep) -> list[str]:
    return [name for name, kind in _kinds.items() if kind.keep is keep]


def find(kind: str) -> Kind | None:
    return _kinds.get(kind)
