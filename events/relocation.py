"""A place that is corrected is another address in everybody's calendar, and maybe another region.

Who counts on an event there is told, as of any other change of where.

Each event follows in a transaction of its own, from the outbox: projecting many at once would
hold the locks of one while asking for those of the next.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from brink.jobs.outbox import enqueue, instant
from brink.jobs.registry import handler
from brink.pages.projection import lock_cards, lock_pages, project
from brink.pages.version import bump_version
from events.calendar.renewal import mark_stale
from events.facts import facts_of, spelled
from events.models import Event, EventPage, Place
from events.models.event import Presence, Status
from events.projection import CALENDAR_FACTS, announce_change

ADDRESS = ("name", "street", "postcode", "municipality_id")
#: A spot on the map that is mended moves nobody: calendars show it, and raise no alarm.
SPOT = ("latitude", "longitude")


def before_save(sender: type[Place], instance: Place, **kwargs: Any) -> None:
    instance.was = Place.objects.filter(pk=instance.pk).values_list(*ADDRESS, *SPOT).first()


def after_save(sender: type[Place], instance: Place, **kwargs: Any) -> None:
    """Let the events follow if they have another address now, or another spot on the map."""
    now = tuple(getattr(instance, name) for name in (*ADDRESS, *SPOT))
    if kwargs["raw"] or instance.was in (None, now):
        return
    mark_stale(Q(event__place=instance.pk))
    if instance.was[: len(ADDRESS)] != now[: len(ADDRESS)]:
        moment = timezone.now()
        before = Place(**dict(zip(ADDRESS, instance.was, strict=False))).address
        payload = {"place": instance.pk, "moment": moment.isoformat(), "was": before}
        enqueue("events.relocate", f"relocate:{instance.pk}:{instant(moment)}", payload)
    bump_version()  # calendars show the place from now on


@handler("events.relocate")
def relocate(payload: dict[str, Any]) -> None:
    moment = datetime.fromisoformat(payload["moment"])
    for event in Event.objects.filter(place=payload["place"], visible=True).order_by("pk"):
        relocate_event(event, moment, payload.get("was", ""))


@transaction.atomic
def relocate_event(event: Event, moment: datetime, before: str = "") -> None:
    """Project anew; calendars and people hear of it if they must still go there.

    Stamped with the moment of the correction, so that a job that runs again finds it done. Pages
    and cards are locked first, as a publish does: the two would else wait for each other.
    """
    lock_pages(event.key)
    lock_cards(event.key)
    unaware = Event.objects.filter(pk=event.pk, end__gt=timezone.now(), stamped__lt=moment)
    visited = unaware.exclude(presence=Presence.ONLINE).exclude(status=Status.CANCELLED)
    is_news = visited.update(sequence=F("sequence") + 1, stamped=moment)
    project(event.key, EventPage)
    if is_news:
        announce_address(Event.objects.get(pk=event.pk), before)


def announce_address(event: Event, before: str) -> None:
    """Also in place of an earlier change, which is told no more once there is a later number."""
    now = spelled(facts_of(event, CALENDAR_FACTS))
    announce_change(event, {**now, "place": before} if before else None)
