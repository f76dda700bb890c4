"""Whether Elasticsearch is asked at all: known to all processes, through the cache.

After a few failures within a while nobody asks it, so that readers do not wait for it one after the
other. After a pause one reader of all processes tries; the others go on without. An answer to that
closes the breaker, a failure begins another pause.

Only `cache.add` is relied on, which every cache does for one caller at most, and never with a key
whose old value may have run out a moment ago.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import wraps
from typing import NamedTuple, ParamSpec, TypeVar

from django.core.cache import cache
from django.utils import timezone

logger = logging.getLogger(__name__)

FAILURES = 3
WITHIN = timedelta(seconds=30)
PAUSE = timedelta(seconds=20)
#: Nobody may have searched for long; a breaker that is forgotten costs `FAILURES` readers a second.
KEPT = timedelta(minutes=10)

KEY = "brink.search.breaker"

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F")


class Turn(Enum):
    NO = auto()
    YES = auto()
    #: the only one after a pause; an answer then is for `close`
    TRIAL = auto()


class Opening(NamedTuple):
    """`since` when nobody asks, and `until` when one may try."""

    since: datetime
    until: datetime


def or_else(fallback: F) -> Callable[[Callable[P, R]], Callable[P, R | F]]:
    """A cache that does not answer takes no search down: each reader is then on their own."""

    def protect(function: Callable[P, R]) -> Callable[P, R | F]:
        @wraps(function)
        def protected(*args: P.args, **kwargs: P.kwargs) -> R | F:
            try:
                return function(*args, **kwargs)
            except Exception:
                logger.warning("The cache failed: %s", function.__name__, exc_info=True)
                return fallback

        return protected

    return protect


def opening() -> Opening | None:
    return cache.get(KEY)


@or_else(fallback=None)
def since() -> datetime | None:
    """Since when Elasticsearch is not asked, for who watches."""
    opened = opening()
    return opened.since if opened else None


@or_else(fallback=Turn.YES)
def take_turn() -> Turn:
    """Whether to ask the server now; one cache read as long as all is well."""
    opened = opening()
    if opened is None:
        return Turn.YES
    is_over = opened.until <= timezone.now()
    is_first = is_over and cache.add(trial_key(opened), True, in_seconds(PAUSE))
    return Turn.TRIAL if is_first else Turn.NO


def trial_key(opened: Opening) -> str:
    """Another one for each pause, so that no trial is mistaken for one of before."""
    return f"{KEY}.trial.{opened.until.timestamp()}"


@or_else(fallback=None)
def note_failure() -> None:
    """It failed. A trial that fails begins a new pause, other failures have to be several."""
    opened = opening()
    if opened or is_last_straw():
        now = timezone.now()
        since = opened.since if opened else now
        cache.set(KEY, Opening(since, now + PAUSE), in_seconds(KEPT))


def is_last_straw() -> bool:
    """Whether so many failures were just before this. Each takes a place and frees it in time."""
    places = (f"{KEY}.failure.{number}" for number in range(FAILURES - 1))
    return not any(cache.add(place, True, in_seconds(WITHIN)) for place in places)


@or_else(fallback=None)
def close() -> None:
    """A trial was answered: all may ask again."""
    places = [f"{KEY}.failure.{number}" for number in range(FAILURES - 1)]
    cache.delete_many([KEY, *places])


def in_seconds(length: timedelta) -> int:
    return int(length.total_seconds())
