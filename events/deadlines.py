"""Until when people can sign up and cancel: the rules, and when a list makes a point of it."""

from datetime import datetime, timedelta

from django.utils import timezone

from events.admission import admission, closing_time
from events.models.event import Event
from events.models.registration import Registration

#: So long before registration closes, a list shows that it does.
SOON = timedelta(days=7)


def is_too_late_to_cancel(registration: Registration) -> bool:
    """Whether somebody with a place must ask the organiser by now.

    Who waits, or was only offered a place, may always leave.
    """
    until, has_place = registration.event.cancel_until, registration.state == "confirmed"
    return has_place and until is not None and until <= timezone.now()


def deadline(event: Event, now: datetime | None = None) -> datetime | None:
    """When registration closes, if that is soon and a day of its own; else None.

    Of an event that takes people until it starts, its own date says it.
    """
    now = now or timezone.now()
    is_near = event.closes is not None and event.closes - now < SOON
    return event.closes if is_near and admission(event, now).is_open else None


def by_deadline(event: Event, now: datetime) -> tuple[bool, datetime, datetime, int]:
    """What sorts events by it: first those that can be signed up for, then the others by date."""
    is_open = admission(event, now).is_open
    return (not is_open, closing_time(event) if is_open else event.start, event.start, event.pk)
