"""Mail who has a place: a reminder at its time, and what there is to read when it is over."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brink.jobs.registry import handler
from brink.mail.topics import register_topic
from events.letters import Letter, post_all
from events.messages import readers_of, shared
from events.models import Event, EventPage, Registration
from events.reminders import MATERIALS, REMIND, has_result, is_right, subject_of, too_late

REMINDERS = register_topic("reminders", _("Reminders of what you signed up for"))
AFTER = register_topic("materials", _("What there is to read after a meeting"))
CONFIRMED = Registration.State.CONFIRMED


@handler(REMIND)
def remind(payload: dict[str, Any]) -> None:
    """A mail for each who was on the list at that moment, unless it is no longer right or too late.

    Who signed up later just read it all.
    """
    event = Event.objects.get(pk=payload["event"])
    code, due = payload["code"], datetime.fromisoformat(payload["due"])
    expires = too_late(event, due)
    if not is_right(event, code, due) or expires <= timezone.now():
        return
    found = event.registrations.filter(state=CONFIRMED, created__lte=due)
    rows = list(found.select_related("booking").order_by("position"))
    facts: dict[str, Any] = {"topic": REMINDERS, "expires": expires, "sequence": event.sequence}
    stage = {"stage": stage_of(event, due)}
    moment = f"{code}:{due:%Y%m%dT%H%M%S}"
    post_all(
        Letter(
            row.pk,
            "reminder",
            f"{subject_of(event.pk, row.uid)}{moment}",
            contact=contact,
            words={**stage, **(shared(row, rows, "reminder") if contact else {})},
            **facts,
        )
        for row, contact in readers_of(rows, "reminder")
    )


def stage_of(event: Event, due: datetime) -> str:
    return "before" if due < event.start else "during" if due < event.end else "after"


@handler(MATERIALS)
def tell_materials(payload: dict[str, Any]) -> None:
    """Once for each event, once it is over and there is something to read."""
    event = Event.objects.get(pk=payload["event"])
    if not is_news(event):
        return
    found = event.registrations.filter(state=CONFIRMED)
    rows = list(found.select_related("booking").order_by("position"))
    post_all(
        Letter(
            row.pk,
            "materials",
            f"materials:{row.uid}",
            topic=AFTER,
            contact=contact,
            words=shared(row, rows, "materials") if contact else {},
        )
        for row, contact in readers_of(rows, "materials")
    )
    Event.objects.filter(pk=event.pk).update(materials_told=timezone.now())


def is_news(event: Event) -> bool:
    if event.materials_told or event.is_cancelled or not event.visible or not event.is_past():
        return False
    pages = EventPage.objects.live().filter(translation_key=event.key, alias_of=None)
    return any(has_result(*found) for found in pages.values_list("after", "recording_url"))
