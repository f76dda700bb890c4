"""Somebody answers an offer: the place is theirs, or it goes to the next.

Only by POST: mail scanners open every link before its reader does. Of a group the contact answers
for all that is offered to it.
"""

from django.utils import timezone

from events.groups.mail import tell_members, tell_rows
from events.groups.party import beside
from events.messages import tell_all
from events.models import Event, Registration
from events.settling import settled
from events.standing import change, seated

State = Registration.State


class OfferOverError(Exception):
    """The offer ran out, or the event takes nobody any more; the place went to the next."""


def accept(registration: Registration) -> Registration:
    """Take what is offered; twice is once. Raises `OfferOverError` or `BusyError`.

    The organiser decides first, where they have to and did not yet: also after new answers.
    """
    with settled(registration.event_id) as event:
        rows, current = offered_with(registration)
        if not rows and current.state not in (State.CONFIRMED, State.PENDING):
            raise OfferOverError
        refuse_lost(event, rows)
        for row in rows:
            row.held_until = None
            change(row, seated(event, row))
        tell_taken(rows)
        return current


def tell_taken(rows: list[Registration]) -> None:
    pending = [row for row in rows if row.state == State.PENDING]
    if pending:
        tell_all(pending, "pending", is_news=True)
    if placed := [row for row in rows if row not in pending]:
        tell_rows(placed, "promoted")


def decline(registration: Registration) -> Registration:
    """Leave it to the next, and leave the queue; twice is once. Raises `BusyError`."""
    with settled(registration.event_id):
        rows, current = offered_with(registration)
        for row in rows:
            change(row, State.CANCELLED)
        tell_members(rows)
        return current


def offered_with(registration: Registration) -> tuple[list[Registration], Registration]:
    """The rows that one answer is about, and the registration as it is now."""
    current = Registration.objects.select_related("booking", "person").get(pk=registration.pk)
    rows = Registration.objects.filter(event=current.event_id, state=State.OFFERED)
    mine = rows.filter(beside(current)).select_related("booking", "person")
    return list(mine.order_by("position")), current


def refuse_lost(event: Event, rows: list[Registration]) -> None:
    """Nobody accepts what is off; what is offered before registration closes stands."""
    if rows and not may_be_taken(event):
        raise OfferOverError


def may_be_taken(event: Event) -> bool:
    return event.visible and not event.is_cancelled and not event.is_past()


def is_on_offer(registration: Registration) -> bool:
    """Whether there is something to answer now, also before its time was seen to be over."""
    held = registration.held_until
    is_in_time = registration.state == State.OFFERED and held is not None and held > timezone.now()
    return is_in_time and may_be_taken(registration.event)
