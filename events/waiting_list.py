"""Who is offered a place that comes free: the first in the queue, and nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from events.admission import may_move_up
from events.groups.party import is_led
from events.models import Event, Registration, Seat
from events.offers import is_last_hours, offer
from events.one_offer import OneOffer
from events.places import count


@dataclass(frozen=True)
class Entry:
    """Who waits together for one kind of place: one person, or what is left of a group."""

    rows: list[Registration]

    @property
    def may_split(self) -> bool:
        booking = self.rows[0].booking
        return booking is None or booking.may_split or not booking.is_group

    def share(self, free: int | None) -> list[Registration]:
        """Those who fit in so many places; none of a group that stays together and does not."""
        if free is None or len(self.rows) <= free:
            return self.rows
        return self.rows[:free] if self.may_split else []


def promote(event: Event) -> list[Registration]:
    """Offer free places in order of the queue; the caller holds the lock of the event.

    Nobody is offered a place at an event that is cancelled, closed, over or hidden, or that has
    more people than places. Who is first and does not fit, keeps the places behind it free.
    """
    now = timezone.now()
    if not event.waiting or not may_move_up(event, now):
        return []
    once = OneOffer(event)
    lucky = [row for seat in event.seats for row in next_in_line(event, seat, now, once)]
    if lucky:
        offer(event, lucky, now)
        count(event)
    return lucky


def next_in_line(event: Event, seat: Seat, now: datetime, once: OneOffer) -> list[Registration]:
    """Who is to have the free places of a kind, in order."""
    chosen: list[Registration] = []
    free = event.free_of(seat)
    if free == 0 or not event.waiting_of(seat):
        return chosen
    for entry in entries(event, seat):
        left = None if free is None else free - len(chosen)
        if is_passed_over(entry, event.capacity_of(seat), left, is_last_hours(event, now)):
            continue
        if once.has_one(entry.rows[0]):
            continue
        share = entry.share(left)
        once.note(share)
        chosen += share
        if len(share) < len(entry.rows):
            break
    return chosen


def entries(event: Event, seat: Seat) -> Iterator[Entry]:
    """The queue for a kind of place; who was added to a group later stands where they arrived."""
    rows = event.registrations.queue().filter(seat=seat).select_related("booking")
    for _group, together in groupby(rows, key=group_of):
        yield Entry(list(together))


def group_of(row: Registration) -> tuple[str, int | None]:
    return ("group", row.booking_id) if is_led(row) else ("alone", row.pk)


def is_passed_over(entry: Entry, capacity: int | None, free: int | None, is_late: bool) -> bool:
    """Who cannot have a place now, and keeps nobody behind from one.

    In the last hours that is who did not say yes to them, and a group that stays together and
    does not fit: it would leave places empty. At any time it is a group larger than the event.
    """
    if not entry.share(capacity):
        return True
    return is_late and not (entry.rows[0].is_flexible and entry.share(free))
