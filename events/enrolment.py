"""Sign up for the meetings of a series in one go; each has its own places and its own queue."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from uuid import UUID

from django.db import transaction

from brink.people.models import Person
from events.access import refuse_barred
from events.admission import admission
from events.applicant import Applicant
from events.confirmations import refuse_bombing
from events.messages import tell
from events.models import Booking, Event, Registration, Series
from events.registration import (
    RefusedError,
    confirm,
    current_registration,
    find_registration,
    repeat,
)
from events.settling import settled
from events.standing import admit, hold, new_registration

State = Registration.State


def enrol(series: Series, applicant: Applicant, event_ids: Collection[int], uid: UUID) -> Booking:
    """A registration at each of these meetings that takes people; the same `uid` twice is once.

    A meeting that is full puts them on its waiting list. Raises `RefusedError` when none takes
    anybody, and what `register` raises; then nothing is stored.
    """
    with all_settled(event_ids) as events:
        if known := Booking.objects.filter(uid=uid).first():
            return known
        open_ones = [event for event in events if admission(event).is_open]
        if not open_ones:
            raise RefusedError(admission(events[0]))
        booking = new_booking(series, applicant, uid)
        rows = [sign_up(event, applicant, booking) for event in open_ones]
        if not applicant.is_verified:
            refuse_bombing(rows[0])
        for row in rows if applicant.is_verified else rows[:1]:
            tell(row)
        return booking


@contextmanager
def all_settled(event_ids: Collection[int]) -> Iterator[list[Event]]:
    """Several events, locked in the order of their keys, so that two never wait for each other."""
    with transaction.atomic(), ExitStack() as stack:
        yield [stack.enter_context(settled(pk)) for pk in sorted(set(event_ids))]


def new_booking(series: Series, applicant: Applicant, uid: UUID) -> Booking:
    names = {name: getattr(applicant, name) for name in ("given", "infix", "family", "email")}
    contact = applicant.person or Person.objects.create(**names, language=applicant.language)
    return Booking.objects.create(
        uid=uid,
        contact=contact,
        email=applicant.email,
        organisation=applicant.organisation,
        language=applicant.language,
        series=series,
    )


def sign_up(event: Event, applicant: Applicant, booking: Booking) -> Registration:
    """One meeting; who is on its list already stays as they are."""
    if known := find_registration(event, applicant):
        repeat(known, event, applicant)
        return known
    refuse_barred(event, applicant)
    row = new_registration(event, applicant, booking.contact)
    row.booking = booking
    (admit if applicant.is_verified else hold)(event, [row])
    return row


def confirm_all(registration: Registration) -> Registration:
    """The address is proven: of a series that was asked for in one go each meeting is confirmed.

    Raises what `events.registration.confirm` raises.
    """
    booking = registration.booking
    if booking is None or booking.is_group:
        return confirm(registration)
    confirm_series(booking)
    return current_registration(registration)


def confirm_series(booking: Booking) -> list[Registration]:
    """The address is proven: each meeting of it gives its place or a number in the queue."""
    rows = booking.registrations.filter(state__in=(State.UNCONFIRMED, State.EXPIRED))
    rows = rows.select_related("person", "booking", "event__place__municipality")
    with all_settled([row.event_id for row in rows]) as events:
        by_key = {event.pk: event for event in events}
        fresh = [row for row in rows.all() if admission(by_key[row.event_id]).is_open]
        for row in fresh:
            admit(by_key[row.event_id], [row])
            tell(row)
        return fresh
