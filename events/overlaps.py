"""What somebody does at the same time: it is told, and not forbidden."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from events.models import Event, Registration
from events.models.event import Status
from events.ownership import registrations_of
from events.queries import EventRow, event_rows

State = Registration.State
#: Who counts on coming, or may come to.
EXPECTED = (State.CONFIRMED, State.PENDING, State.OFFERED, State.WAITING)


def overlaps_of(registration: Registration, lang: str) -> list[EventRow]:
    """Other events of the same address; empty for who is not expected here."""
    if registration.state not in EXPECTED or not registration.email:
        return []
    mine = Registration.objects.filter(email=registration.email)
    return overlapping(registration.event, mine, lang)


def overlaps_with(event: Event, user: AbstractBaseUser, lang: str) -> list[EventRow]:
    """Events of an account, before it signs up for this one."""
    return overlapping(event, registrations_of(user), lang)


def overlapping(event: Event, mine: QuerySet[Registration], lang: str) -> list[EventRow]:
    """The events among `mine` that go on while this one does; one query when there are none."""
    other = mine.filter(state__in=EXPECTED).exclude(event=event.pk).values("event")
    found = Event.objects.visible().filter(pk__in=other, start__lt=event.end, end__gt=event.start)
    events = list(found.exclude(status=Status.CANCELLED).with_place().order_by("start"))
    return event_rows(events, lang) if events else []
