"""May somebody sign up, or confirm it? The one rule that page, form, direct POST and admin ask."""

from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from events.models import Event, Registration, Seat


class Admission(StrEnum):
    OPEN = "open"
    FULL = "full"  # open for the waiting list
    NOT_YET = "not yet"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    PAST = "past"

    @property
    def is_open(self) -> bool:
        """Somebody may sign up, for a place or for the waiting list."""
        return self in (Admission.OPEN, Admission.FULL)


def admission(event: Event, now: datetime | None = None) -> Admission:
    """What an event answers to somebody who wants to come, by its counters as they stand.

    Registration closes at `closes`, or when the event starts. Whoever comes while somebody waits
    finds it full, also when a place is free: that place belongs to the first in the queue. Held
    both ways it is full when the room and the online places are.
    """
    now = now or timezone.now()
    if event.is_cancelled:
        return Admission.CANCELLED
    if event.end <= now:
        return Admission.PAST
    if not event.visible or closing_time(event) <= now:
        return Admission.CLOSED
    if event.opens and event.opens > now:
        return Admission.NOT_YET
    return Admission.OPEN if has_room(event) else Admission.FULL


def may_confirm(event: Event, row: Registration) -> bool:
    """Whether who proves their address now can still come, or wait.

    A place that is held is still theirs once registration has closed, unless the event is hidden.
    """
    answer = admission(event)
    is_kept = event.visible and row.held_until is not None and answer == Admission.CLOSED
    return answer.is_open or is_kept


def may_move_up(event: Event, now: datetime | None = None) -> bool:
    """Whether a place that comes free is offered to the first in the queue.

    Not once registration is closed: who is offered one must have time to answer and to come.
    """
    return (
        event.visible and not event.is_cancelled and closing_time(event) > (now or timezone.now())
    )


def closing_time(event: Event) -> datetime:
    return event.closes or event.start


def has_room(event: Event, seat: Seat | None = None, number: int = 1) -> bool:
    """So many places of a kind, or of any, are free and nobody waits for them."""
    if seat is None:
        return any(has_room(event, kind, number) for kind in event.seats)
    free = event.free_of(seat)
    return (free is None or free >= number) and event.waiting_of(seat) == 0
