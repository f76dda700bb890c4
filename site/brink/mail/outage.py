"""What is known of a mail server that does not answer: until when nobody need try it.

Shared by all runners through the cache. One mail in so many minutes is tried; the others wait for
the same moment without an attempt of their own, so that none is given up for what is not its
fault, and all go out in the order they were written.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.cache import cache
from django.utils import timezone

KEY = "brink.mail.outage"
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=5)


class Outage(NamedTuple):
    since: datetime
    until: datetime
    pause: timedelta


def current() -> Outage | None:
    return cache.get(KEY)


def since() -> datetime | None:
    outage = current()
    return outage.since if outage else None


def next_try() -> datetime | None:
    """When the server is tried again; None when it may be tried now."""
    outage = current()
    return outage.until if outage and outage.until > timezone.now() else None


def note() -> datetime:
    """The server did not answer; says when to try again, each time later than before.

    What another runner noted a moment ago counts for both: all wait for the same moment.
    """
    now, known = timezone.now(), current()
    if known and known.until > now:
        return known.until
    pause = min(known.pause * 2, LONGEST_PAUSE) if known else FIRST_PAUSE
    outage = Outage(known.since if known else now, now + pause, pause)
    cache.set(KEY, outage, timeout=LONGEST_PAUSE.total_seconds() * 12)
    return outage.until


def end() -> None:
    """It answers. Only one who knew of an outage has something to forget."""
    if current():
        cache.delete(KEY)
