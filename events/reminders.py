"""What waits for a moment of an event: reminders, and the news that there is something to read.

They are rows of the outbox that are due later. When an event moves, new ones are planned; an old
one sees at its time that it is no longer right, and does nothing.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.html import strip_tags

from brink.jobs.outbox import enqueue, instant, withdraw
from events.models.event import Event
from events.models.reminder import moment_of

REMIND = "events.remind"
MATERIALS = "events.materials"
#: So long after its moment a reminder of what is over is still of use.
AFTERWARDS = timedelta(days=3)
#: News of an event that was longer ago than this would only surprise people.
LONG_AGO = timedelta(days=90)


def plan_reminders(event: Event) -> None:
    """Plan those whose moment is still to come; joins the transaction of the projection."""
    for code in event.reminders:
        due = moment_of(code, event).astimezone(UTC)
        if due > timezone.now() and is_right(event, code, due):
            expires = too_late(event, due).astimezone(UTC)
            key = f"remind:{event.pk}:{code}:{due:%Y%m%dT%H%M%S}:{expires:%Y%m%dT%H%M%S}"
            payload = {"event": event.pk, "code": code, "due": due.isoformat()}
            enqueue(REMIND, key, payload, due=due, expires=expires)


def withdraw_reminders(event_id: int, uid: UUID | None = None) -> None:
    """Those written but not sent, of an event or of one registration: they are right no more."""
    withdraw(f"mail:{subject_of(event_id, uid)}")


def subject_of(event_id: int, uid: UUID | None) -> str:
    """The first part of the subject of reminders: of all of an event, or of one registration."""
    return f"reminder:{event_id}:{uid}:" if uid else f"reminder:{event_id}:"


def is_right(event: Event, code: str, due: datetime) -> bool:
    """Whether people are to be reminded at this moment, as the event is now."""
    is_held = event.visible and not event.is_cancelled
    return is_held and code in event.reminders and moment_of(code, event) == due


def too_late(event: Event, due: datetime) -> datetime:
    """From when on a reminder is of no use: once what it is of begins, or is over."""
    return next((at for at in (event.start, event.end) if due < at), due + AFTERWARDS)


def plan_materials(event: Event, pages: dict[str, Any]) -> None:
    """Have people told that something stands under "afterwards", once it is shown.

    Each publish plans it until it was told: a text may be taken back, or the event move.
    """
    now = timezone.now()
    is_news = event.materials_told is None and event.end > now - LONG_AGO
    if is_news and any(has_result(page.after, page.recording_url) for page in pages.values()):
        key = f"materials:{event.pk}:{instant(event.changed)}"
        due, expires = max(now, event.end), event.end + LONG_AGO
        enqueue(MATERIALS, key, {"event": event.pk}, due=due, expires=expires)


def has_result(after: str, recording: str) -> bool:
    """Whether there is something to read or to watch afterwards."""
    return has_words(after) or bool(recording)


def has_words(text: str) -> bool:
    """An editor that was emptied leaves an empty paragraph; a picture or video has no words."""
    return bool(strip_tags(text).strip()) or "<embed" in text
