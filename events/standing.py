"""How somebody stands at an event, and the steps from one state to the next.

All take the locked event, and rows that want the same kind of place: one person, or a group.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from brink.jobs.outbox import enqueue
from brink.people.models import Person
from events import history
from events.applicant import Applicant
from events.messages import ask_organiser
from events.models import Event, Registration, Seat
from events.places import UNPROVEN, count, next_position
from events.reminders import withdraw_reminders
from events.waiting_list import Entry

State = Registration.State

#: How long a place is kept for an address that is not confirmed yet.
HOLD = timedelta(minutes=30)
#: What a change of its state writes of a registration that is there already.
WRITTEN = ("state", "held_until", "changed")


def new_registration(
    event: Event, applicant: Applicant, person: Person | None = None
) -> Registration:
    """Not stored yet. A guest is a new person each time: an unverified address proves nothing."""
    return Registration(
        event=event,
        person=person or applicant.person or new_person(applicant),
        email=applicant.email,
        organisation=applicant.organisation,
        role=applicant.role,
        language=applicant.language,
        alarm=applicant.alarm,
        seat=seat_at(event, applicant.seat),
        is_flexible=applicant.is_flexible,
        position=next_position(event),
    )


def new_person(applicant: Applicant) -> Person:
    return Person.objects.create(
        given=applicant.given,
        infix=applicant.infix,
        family=applicant.family,
        email=applicant.email,
        language=applicant.language,
    )


def fresh(registration: Registration) -> Registration:
    """The row as it is now, with what its rules look at."""
    rows = Registration.objects.select_related("event", "person", "booking__contact")
    return rows.get(pk=registration.pk)


def seat_at(event: Event, seat: Seat | str) -> Seat:
    """The kind of place that was asked for, or the first one that there is."""
    return Seat(seat) if seat in event.seats else event.seats[0]


def allotted(event: Event, rows: Sequence[Registration]) -> list[Registration]:
    """Those of new rows for whom a place is free; nobody passes who waits."""
    seat = Seat(rows[0].seat)
    return [] if event.waiting_of(seat) else Entry(list(rows)).share(event.free_of(seat))


def hold(event: Event, rows: Sequence[Registration]) -> None:
    """Keep a place until the address is confirmed, for whom one is free."""
    now = timezone.now()
    lucky = allotted(event, rows)
    for row in rows:
        row.held_until = now + HOLD if row in lucky else None
        change(row, State.UNCONFIRMED)
    is_split = len(lucky) < len(rows)
    end_at(event, rows, now + HOLD if lucky else None)
    end_at(event, rows, rows[-1].created + UNPROVEN if is_split else None)


def end_at(event: Event, rows: Sequence[Registration], ends: datetime | None) -> None:
    """Take back at that time what is not confirmed by then."""
    if ends is not None:
        key = f"expire:{rows[0].uid}:{ends:%Y%m%dT%H%M%S}"
        enqueue("events.expire", key, {"event": event.pk}, due=ends)


def admit(event: Event, rows: Sequence[Registration]) -> None:
    """A place for who holds one or finds one free; else the queue."""
    kept = [row for row in rows if row.held_until is not None]
    lucky = kept or allotted(event, rows)
    for row in rows:
        row.held_until = None
        change(row, seated(event, row) if row in lucky else State.WAITING)
    count(event)


def seated(event: Event, row: Registration) -> Registration.State:
    """What a place makes of somebody: it is theirs, or it is kept until the organiser decides."""
    is_open = event.needs_approval and row.approved is None
    return State.PENDING if is_open else State.CONFIRMED


def change(
    row: Registration, state: Registration.State, by: history.User = None, note: str = ""
) -> None:
    """Write what the rules decide, and no more: letters number it without the lock of the event.

    Who is to be decided about, the organiser hears of.
    """
    row.state = state
    if state == State.CANCELLED:
        row.held_until = None
    is_new = row._state.adding
    row.save(update_fields=None if is_new else WRITTEN)
    history.write(row, state, by, note)
    if state != State.CONFIRMED and not is_new:
        withdraw_reminders(row.event_id, row.uid)
    if state == State.PENDING:
        ask_organiser(row.event)
