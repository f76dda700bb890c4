"""Searches and clicks, counted in memory first and added to the rows of their day together.

So a search writes nothing while somebody waits for it. Each process has a tally of its own and adds
it every `EVERY` seconds and when it ends; the database adds, so none is lost between two of them. A
process that is killed takes its last seconds along: these are numbers, nothing depends on them.
"""

import atexit
import logging
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from threading import Lock
from typing import Any, NamedTuple

from django.core.signals import request_finished
from django.db import Error, close_old_connections, connection, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

EVERY = 10.0
#: So many different queries wait at most; more than that in a few seconds is no visitor.
MOST = 1000

ADD = """INSERT INTO search_askedquery (query, lang, day, searches, empty, clicks, ranks)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (query, lang, day) DO UPDATE SET
    searches = search_askedquery.searches + excluded.searches,
    empty = search_askedquery.empty + excluded.empty,
    clicks = search_askedquery.clicks + excluded.clicks,
    ranks = search_askedquery.ranks + excluded.ranks"""


class Asked(NamedTuple):
    query: str
    lang: str
    day: date


@dataclass
class Numbers:
    searches: int = 0
    empty: int = 0
    clicks: int = 0
    ranks: int = 0


class Tally:
    """What one process counted and did not yet write; any thread may count."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.counted: dict[Asked, Numbers] = defaultdict(Numbers)
        self.written = time.monotonic()

    def note_search(self, query: str, lang: str, *, is_empty: bool) -> None:
        self.note(query, lang, Numbers(searches=1, empty=int(is_empty)))

    def note_click(self, query: str, lang: str, rank: int) -> None:
        self.note(query, lang, Numbers(clicks=1, ranks=rank))

    def note(self, query: str, lang: str, new: Numbers) -> None:
        asked = Asked(query, lang, timezone.localdate())
        with self.lock:
            self.add(asked, new)

    def add(self, asked: Asked, new: Numbers) -> None:
        """With the lock held; a query more than `MOST` is dropped."""
        if asked not in self.counted and len(self.counted) >= MOST:
            return
        numbers = self.counted[asked]
        for name, value in vars(new).items():
            setattr(numbers, name, getattr(numbers, name) + value)

    def take(self) -> dict[Asked, Numbers]:
        with self.lock:
            taken, self.counted = self.counted, defaultdict(Numbers)
            self.written = time.monotonic()
        return taken

    def write(self) -> None:
        """Add what was counted to the rows; what cannot be written now waits for the next time."""
        taken = self.take()
        try:
            add_rows(taken)
        except Error:
            logger.warning("The counts of searches wait: %d queries", len(taken), exc_info=True)
            with self.lock:
                for asked, numbers in taken.items():
                    self.add(asked, numbers)

    def write_when_due(self, **_signal: Any) -> None:
        if self.counted and time.monotonic() - self.written >= EVERY:
            self.write()
            close_old_connections()


def add_rows(counted: Mapping[Asked, Numbers]) -> None:
    """In one order, so that two processes do not wait for each other's rows."""
    rows = [(*asked, *astuple(counted[asked])) for asked in sorted(counted)]
    if rows:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(ADD, rows)


tally = Tally()


def serve() -> None:
    """Called by what serves pages (`brink.wsgi`): write after answers went out, and at the end."""
    request_finished.connect(tally.write_when_due, dispatch_uid="search.counting.tally")
    atexit.register(tally.write)
