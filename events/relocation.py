"""A place that is corrected is another address in everybody's calendar, and maybe another region.

Each event follows in a transaction of its own, from the outbox: projecting many at once would
hold the locks of one while asking for those of the next.
"""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from brink.jobs.outbox import enqueue
from brink.jobs.registry import handler
from brink.pages.projection import project
from events.models import Event, EventPage, Place

ADDRESS = ("name", "street", "postcode", "municipality_id")


def before_save(sender: type[Place], instance: Place, **kwargs: Any) -> None:
    instance.was = Place.objects.filter(pk=instance.pk).values_list(*ADDRESS).first()


def after_save(sender: type[Place], instance: Place, **kwargs: Any) -> None:
    """Let the events follow if they have another address now."""
    now = tuple(getattr(instance, name) for name in ADDRESS)
    if kwargs["raw"] or instance.was in (None, now):
        return
    moment = f"{timezone.now():%Y%m%dT%H%M%S%f}"
    enqueue("events.relocate", f"relocate:{instance.pk}:{moment}", {"place": instance.pk})


@handler("events.relocate")
def relocate(payload: dict[str, Any]) -> None:
    for event in Event.objects.filter(place=payload["place"], visible=True).order_by("pk"):
        relocate_event(event)


@transaction.atomic
def relocate_event(event: Event) -> None:
    """Project anew; an event still to come is changed in calendars, a past one is left alone."""
    project(event.key, EventPage)
    coming = Event.objects.filter(pk=event.pk, end__gt=timezone.now())
    coming.update(sequence=F("sequence") + 1, stamped=timezone.now())
