"""Who is shown the link to take part online, and from when: one rule for page, mail and calendar.

Where an event is held both ways it is for who chose an online place: those are counted, and in the
room nobody needs it.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from events.models.event import Event, Presence, Seat
from events.models.registration import Registration, RegistrationQuerySet

State = Registration.State


def link_for(registration: Registration, now: datetime | None = None) -> str:
    """The link, for somebody who may have it now; else empty."""
    event = registration.event
    return event.online_url if takes_part(registration) and is_shown(event, now) else ""


def link_from(registration: Registration, now: datetime | None = None) -> datetime | None:
    """From when somebody will have the link; None for who has it by now, and who never will."""
    event = registration.event
    is_to_come = takes_part(registration) and bool(event.online_url) and not is_shown(event, now)
    return shown_from(event) if is_to_come else None


def takes_part(registration: Registration) -> bool:
    """Whether somebody has a place, and takes it online."""
    has_place = registration.state == State.CONFIRMED
    return has_place and is_online(registration) and not registration.event.is_cancelled


def is_online(registration: Registration) -> bool:
    """Whether what somebody has, or waits for, is to take part online."""
    return is_remote(registration.event, registration.seat)


def is_remote(event: Event, seat: str) -> bool:
    is_chosen = event.presence == Presence.HYBRID and seat == Seat.ONLINE
    return event.presence == Presence.ONLINE or is_chosen


def online_people(event: Event) -> RegistrationQuerySet:
    """The same rule for all of an event at once."""
    if event.is_cancelled or event.presence == Presence.ROOM:
        return event.registrations.none()
    seats = Q(seat=Seat.ONLINE) if event.presence == Presence.HYBRID else Q()
    return event.registrations.filter(seats, state=State.CONFIRMED)


def is_shown(event: Event, now: datetime | None = None) -> bool:
    moment = shown_from(event)
    return moment is None or moment <= (now or timezone.now())


def shown_from(event: Event) -> datetime | None:
    """From when the link is shown; None: as soon as somebody has a place."""
    return before_start(event, event.link_hours)


def before_start(event: Event, hours: int | None) -> datetime | None:
    return None if hours is None else event.start - timedelta(hours=hours)
