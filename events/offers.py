"""A place that came free is offered to who is first; they have some time to take it.

An offer takes up a place, so nobody else gets it meanwhile. Not answered, it goes to the next.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from brink.jobs.outbox import enqueue
from events import history
from events.admission import closing_time
from events.groups.mail import tell_members
from events.messages import ask_organiser, tell_all
from events.models import Event, Registration

State = Registration.State

#: How long there is to answer, far from the start.
TIME_TO_ANSWER = timedelta(hours=24)
#: Within these hours a place is only offered to who said that they can still come.
LAST_HOURS = timedelta(hours=12)


def answer_by(event: Event, now: datetime) -> datetime:
    """Until when an offer stands: a day, or half of what is left if that is less.

    That is until registration closes, or it starts: so the next in the queue can still be asked.
    In whole minutes, as mail and page say it, and not before the next one.
    """
    left = min(closing_time(event), event.start) - now
    moment = now + min(TIME_TO_ANSWER, max(left, timedelta()) / 2)
    return max(moment.replace(second=0, microsecond=0), now + timedelta(minutes=1))


def is_last_hours(event: Event, now: datetime) -> bool:
    return event.start - now <= LAST_HOURS


def has_last_hours(event: Event) -> bool:
    """Whether a place can be offered in them: not where registration has closed by then."""
    return closing_time(event) > event.start - LAST_HOURS


def offer(event: Event, lucky: Sequence[Registration], now: datetime) -> None:
    """Offer each a place, and mail it; the caller holds the lock of the event.

    Where the organiser approves, and has not, they are asked first: the place is kept until then.
    """
    asked = [row for row in lucky if event.needs_approval and row.approved is None]
    offered = [row for row in lucky if row not in asked]
    if asked:
        put(asked, State.PENDING, None, now)
        tell_all(asked, "pending")
        ask_organiser(event)
    if offered:
        until = answer_by(event, now)
        put(offered, State.OFFERED, until, now)
        tell_all(offered, "offer")
        key = f"expire:offer:{event.pk}:{until:%Y%m%dT%H%M%S}"
        enqueue("events.expire", key, {"event": event.pk}, due=until)


def put(
    rows: Sequence[Registration], state: Registration.State, until: datetime | None, now: datetime
) -> None:
    for row in rows:
        row.state, row.held_until = state, until
    found = Registration.objects.filter(pk__in=[row.pk for row in rows])
    found.update(state=state, held_until=until, changed=now)
    history.write_all(rows, state)


def lapse(event: Event, now: datetime) -> None:
    """Take back what was offered and not answered in time; the caller holds the lock.

    Of an event that is off people know already that there is no place.
    """
    late = event.registrations.filter(state=State.OFFERED, held_until__lte=now)
    rows = list(late.select_related("booking").order_by("position"))
    if rows:
        put(rows, State.LAPSED, None, now)
    if rows and not event.is_cancelled:
        tell_all(rows, "lapsed")
        tell_members(rows)
