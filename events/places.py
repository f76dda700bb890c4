"""The places of one event: its row lock, and the count that is made under it.

Whoever gives or takes a place holds the lock and counts anew; a counter is never trusted, never
added to. Lock order of the house: page → cards → event → registrations → content version.
Of several events all are locked, by number, before anything further on in this order is; a person
comes after all events that are theirs (`events.persons`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import OperationalError, connection, transaction
from django.db.models import Count, Q

from events.models import Event, Registration, Seat
from events.models.registration import HOLDS_A_PLACE

State = Registration.State

#: So long somebody can still go on the waiting list by the link in the mail.
UNPROVEN = timedelta(days=3)
#: Longer than this nobody waits for a page (reliability.md, test 11).
PATIENCE = "3s"
#: SQLSTATE of lock_not_available and deadlock_detected: the words come in the server's language.
NO_LOCK = ("55P03", "40P01")
#: What is counted, and written by `events.settling.settled` alone.
COUNTERS = ("taken", "waiting", "online_taken", "online_waiting", "offered")


class BusyError(Exception):
    """The event is so much in demand that its lock was not free in time; nothing was stored."""


@contextmanager
def locked(event_id: int) -> Iterator[Event]:
    """One short transaction that holds the row of an event; everything or nothing is stored.

    Raises `BusyError` when the lock is not free in time, `Event.DoesNotExist` for an unknown event.
    """
    try:
        with transaction.atomic():
            yield lock(event_id)
    except OperationalError as error:
        if is_busy(error):
            raise BusyError from error
        raise


def is_busy(error: OperationalError) -> bool:
    """Whether somebody else held the lock. SQLite gives no code, only these words."""
    if connection.vendor == "sqlite":
        return "database is locked" in str(error)
    return getattr(error.__cause__, "sqlstate", "") in NO_LOCK


def lock(event_id: int) -> Event:
    """The row, locked. On SQLite the IMMEDIATE transaction around it is the lock."""
    be_patient()
    return Event.objects.select_for_update().get(pk=event_id)


def be_patient() -> None:
    """Until the end of this transaction wait so long for a lock, and no longer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")


def count(event: Event) -> None:
    """Bring the counters in memory in line with the registrations; one query."""
    counted = event.registrations.filter(HOLDS_A_PLACE | Q(state=State.WAITING)).order_by()
    numbers = list(counted.values_list("state", "seat").annotate(Count("pk")))
    held = [(seat, n) for state, seat, n in numbers if state != State.WAITING]
    waits = [(seat, n) for state, seat, n in numbers if state == State.WAITING]
    event.taken, event.waiting = total(held), total(waits)
    event.online_taken, event.online_waiting = total(held, Seat.ONLINE), total(waits, Seat.ONLINE)
    event.offered = sum(n for state, _seat, n in numbers if state == State.OFFERED)


def total(numbers: list[tuple[str, int]], only: Seat | None = None) -> int:
    return sum(n for seat, n in numbers if only in (None, seat))


def is_late(now: datetime) -> Q:
    """Who did not confirm, or did not answer an offer, in time.

    Who had no place to lose, having come when it was full, gets longer; then that ends as well.
    """
    ran_out = Q(held_until__lte=now, state__in=(State.UNCONFIRMED, State.OFFERED))
    is_old = Q(held_until=None, created__lte=now - UNPROVEN, state=State.UNCONFIRMED)
    return ran_out | is_old


def release(event: Event, now: datetime) -> None:
    """Take back the places of people who did not confirm their address in time."""
    late = event.registrations.filter(is_late(now), state=State.UNCONFIRMED)
    late.update(state=State.EXPIRED, held_until=None, changed=now)


def next_position(event: Event) -> int:
    last = event.registrations.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1
