"""When certificates are made: an hour after a meeting, and each time something changes after that.

The hour is for phones at the door that were without network, and for who undoes a mistake before
anything goes out.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from brink.jobs.outbox import enqueue
from brink.people.models import Person
from events.models.event import Event
from events.models.series import Series

CERTIFY = "events.certify"
PAUSE = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def plan_certificates(event: Event) -> None:
    """Have them made once it is over; joins the transaction of the projection.

    The rule is looked at then: that of a series may be set later.
    """
    if is_over(event):
        reconsider(event)
    elif may_give(event):
        plan(event, event.end + PAUSE)


def reconsider(event: Event) -> None:
    """Look again, within a minute, after something changed at a meeting that is over.

    Such as who was there, or what it takes. Of one that is not over the planned job sees all.
    """
    if is_over(event) and may_give(event):
        plan(event, timezone.now().replace(second=0, microsecond=0) + MINUTE)


def reconsider_all(person: Person) -> None:
    """The same for each meeting somebody was at: another name may be that of who was at more."""
    was_there = person.registrations.filter(checked_in__isnull=False)
    for row in was_there.select_related("event"):
        reconsider(row.event)


def plan(event: Event, due: datetime) -> None:
    due = due.astimezone(UTC)
    enqueue(CERTIFY, f"certify:{event.pk}:{due:%Y%m%dT%H%M%S}", {"event": event.pk}, due=due)


def is_over(event: Event) -> bool:
    return event.end + PAUSE <= timezone.now()


def may_give(event: Event) -> bool:
    return event.gives_certificate or event.series_id is not None


def series_saved(instance: Series, **kwargs: Any) -> None:
    """Its rule may have changed after its last meeting."""
    last = instance.events.visible().order_by("end").last()
    if instance.gives_certificate and last is not None:
        reconsider(last)
