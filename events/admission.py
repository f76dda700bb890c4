"""May somebody sign up? The one rule that page, form, direct POST and admin ask."""

from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from events.models import Event


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
    finds it full, also when a place is free: that place belongs to the first in the queue.
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


def may_move_up(event: Event, now: datetime | None = None) -> bool:
    """Whether a place that comes free goes to the first in the queue.

    Also after `closes`: that ends new sign-ups, those who wait were promised the place.
    """
    is_over = event.end <= (now or timezone.now())
    return event.visible and not event.is_cancelled and not is_over


def closing_time(event: Event) -> datetime:
    return event.closes or event.start


def has_room(event: Event) -> bool:
    """A place is free and nobody waits for it."""
    return event.free is None or (event.free > 0 and event.waiting == 0)
