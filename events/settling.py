"""Keep an event right: places that ran out are taken back, the queue moves up, all is counted.

That happens before and after each change, under the lock of the event. So no order of actions can
sell a place twice, or leave one empty while somebody waits who wants it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from brink.pages.version import bump_version
from events.admission import has_room
from events.models import Event, Seat
from events.offers import lapse
from events.places import COUNTERS, count, is_late, locked, release
from events.undecided import confirm_undecided, is_undecided
from events.waiting_list import promote

#: A list shows the number when so few places are left, so that it must be drawn anew.
FEW = 5


@contextmanager
def settled(event_id: int) -> Iterator[Event]:
    """The locked event, settled before and after; all is stored or nothing.

    Raises `BusyError` when the lock is not free in time. May be nested for several events in one
    transaction: then in the order of their keys.
    """
    with locked(event_id) as event:
        before, seen = counters(event), availability(event)
        take_back(event)
        settle(event)
        yield event
        settle(event)
        if before != counters(event):
            event.save(update_fields=COUNTERS)
        if seen != availability(event):
            bump_version()


def take_back(event: Event) -> None:
    """End what was held or offered too long, or waits for nobody; one query if nothing does."""
    now = timezone.now()
    if event.registrations.filter(is_late(now) | is_undecided(event)).exists():
        release(event, now)
        lapse(event, now)
        confirm_undecided(event)


def settle(event: Event) -> None:
    count(event)
    promote(event)


def expire(event_id: int) -> None:
    """Take back what was held too long and let the queue move up; safe at any moment."""
    with settled(event_id):
        pass


def counters(event: Event) -> tuple[int, ...]:
    return tuple(getattr(event, name) for name in COUNTERS)


def availability(event: Event) -> tuple[str, ...]:
    """What readers of a list see of it; cached pages are renewed only when this changes."""
    return tuple(words_for(event, seat) for seat in event.seats)


def words_for(event: Event, seat: Seat) -> str:
    free = event.free_of(seat)
    if free is None:
        return "open"
    return "full" if not has_room(event, seat) else "few" if free <= FEW else "plenty"
