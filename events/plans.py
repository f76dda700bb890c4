"""What waits for a moment of an event beside its reminders: link, minimum, feedback.

As in `events.reminders`: when the event moves or its rules change, new rows are planned; an old
one sees at its time that it is no longer right, and does nothing. `was` are the rules before.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from brink.jobs.outbox import enqueue, instant
from events.certificates.plans import plan_certificates
from events.models.event import Event
from events.online_link import before_start

LINK, MINIMUM, FEEDBACK = "events.link", "events.minimum", "events.ask-feedback"
#: So long after an event people are asked what they thought of it: they are home, and remember.
AT_HOME = timedelta(hours=2)
#: So long after it nobody is asked any more.
LONG_AGO = timedelta(days=14)
#: So long before the start an organiser who did not answer is asked again.
LAST_CALL = timedelta(days=1)


def plan_moments(event: Event, was: dict[str, Any]) -> None:
    """Plan all that is still to come; joins the transaction of the projection."""
    plan_certificates(event)
    if not event.is_cancelled:
        plan_link(event, was)
        plan_minimum(event, was)
        plan_feedback(event)


def plan_link(event: Event, was: dict[str, Any]) -> None:
    """Have the link mailed at its moment; at once where another rule just brought that forward.

    Who signs up after it has the link from the start, and a move is told with it.
    """
    due, before = (hours_before(event, hours) for hours in (event.link_hours, was["link_hours"]))
    now, is_other = timezone.now(), event.link_hours != was["link_hours"]
    if not event.online_url or event.end <= now:
        return
    if due > now or (is_other and before > now):
        plan(LINK, event, due, at=max(due, now), expires=event.end)


def hours_before(event: Event, hours: int | None) -> datetime:
    """The moment as a time that can be compared; long ago where the link is shown at once."""
    return before_start(event, hours) or datetime(1970, 1, 1, tzinfo=UTC)


def plan_minimum(event: Event, was: dict[str, Any]) -> None:
    """Have the organiser asked at the date, and once more a day before the start.

    Another date or number is another question: the answer to the one before is no longer one.
    """
    by, now = event.minimum_by, timezone.now()
    if (event.minimum, by) != (was["minimum"], was["minimum_by"]) and event.minimum_answer:
        event.minimum_answer = ""
        event.save(update_fields=["minimum_answer"])
    if not (event.minimum and by) or event.start <= now:
        return
    for at in {by, max(by, event.start - LAST_CALL)}:
        if at > now:
            plan(MINIMUM, event, by, at=at, expires=event.start)


def asked_at(event: Event) -> datetime:
    """When who was there is asked what they thought of it."""
    return event.end + AT_HOME


def plan_feedback(event: Event) -> None:
    due = asked_at(event)
    if due > timezone.now():
        plan(FEEDBACK, event, event.end, at=due, expires=event.end + LONG_AGO)


def plan(kind: str, event: Event, moment: datetime, *, at: datetime, expires: datetime) -> None:
    """Do something at a time, unless the `moment` that it is about is another one by then."""
    stamps = ":".join(instant(each.astimezone(UTC)) for each in (moment, at, expires))
    payload = {"event": event.pk, "moment": moment.astimezone(UTC).isoformat()}
    payload["at"] = at.astimezone(UTC).isoformat()
    enqueue(kind, f"{kind}:{event.pk}:{stamps}", payload, due=at, expires=expires)


def is_about(payload: dict[str, Any], moment: datetime | None) -> bool:
    """Whether what was planned is about this moment."""
    return moment is not None and moment == datetime.fromisoformat(payload["moment"])
