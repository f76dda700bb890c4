"""Sign up for the meetings of a series in one go; each has its own places and its own queue."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists

from events.access import BarredError, refuse_barred
from events.admission import admission
from events.applicant import Applicant
from events.confirmations import refuse_bombing
from events.groups.party import asked_anew
from events.messages import tell
from events.models import Booking, Event, Registration, Series
from events.questions import ChoiceFullError, store_answers
from events.registration import (
    RefusedError,
    confirm,
    current_registration,
    find_registration,
    refuse_proof,
    repeat,
)
from events.settling import settled
from events.standing import admit, hold, new_person, new_registration

State = Registration.State
#: What somebody is told of a meeting that cannot be confirmed any more, while others can.
TOO_LATE = "too-late"


def enrol(
    series: Series, applicant: Applicant, event_ids: Collection[int], uid: UUID
) -> Registration:
    """A registration at each of these meetings that takes people; returns the first.

    The same `uid` of the same address for the same meetings twice is once.

    A meeting that is full puts them on its waiting list. Raises `RefusedError` when none takes
    anybody, and what `register` raises; then nothing is stored.
    """
    uid = uuid5(uid, f"{applicant.email}:{sorted(set(event_ids))}")
    with all_settled(event_ids) as events:
        booking = Booking.objects.filter(uid=uid).first()
        if booking and (known := asked_before(booking, events, applicant)):
            return known
        open_ones = [event for event in events if admission(event).is_open]
        if not open_ones:
            raise RefusedError(admission(events[0]))
        booking = booking or new_booking(series, applicant, uid)
        rows = [sign_up(event, applicant, booking) for event in open_ones]
        tell_how(rows, booking, applicant)
        return first_of(rows, booking)


def tell_how(rows: list[Registration], booking: Booking, applicant: Applicant) -> None:
    """Each meeting by itself; or, as long as the address is not proven, all by one question."""
    if applicant.is_verified:
        for row in rows:
            tell(row)
        return
    first = first_of(rows, booking)
    refuse_bombing(first)
    tell(first)


@contextmanager
def all_settled(event_ids: Collection[int]) -> Iterator[list[Event]]:
    """Several events, locked in the order of their keys, so that two never wait for each other."""
    with transaction.atomic(), ExitStack() as stack:
        yield [stack.enter_context(settled(pk)) for pk in sorted(set(event_ids))]


def new_booking(series: Series, applicant: Applicant, uid: UUID) -> Booking:
    return Booking.objects.create(
        uid=uid,
        contact=applicant.person or new_person(applicant),
        email=applicant.email,
        organisation=applicant.organisation,
        language=applicant.language,
        series=series,
    )


def sign_up(event: Event, applicant: Applicant, booking: Booking) -> Registration:
    """One meeting; who is on its list already stays as they are.

    What waits for a proof of the same address joins the others: one link confirms all.
    """
    applicant = needed_at(event, applicant)
    if known := find_registration(event, applicant):
        repeat(known, event, applicant)
        if known.state == State.UNCONFIRMED and known.booking is None:
            known.booking = booking
            known.save(update_fields=["booking"])
        return known
    refuse_barred(event, applicant)
    row = new_registration(event, applicant, booking.contact)
    row.booking = booking
    (admit if applicant.is_verified else hold)(event, [row])
    store_answers(row, applicant)
    return row


def asked_before(
    booking: Booking, events: Sequence[Event], applicant: Applicant
) -> Registration | None:
    """What the same form led to: the first that is its own, or that they had already."""
    if own := booking.registrations.order_by("event__start").first():
        return own
    found = [find_registration(event, applicant) for event in events]
    rows = [row for row in found if row]
    return first_of(rows, booking) if rows else None


def first_of(rows: Sequence[Registration], booking: Booking) -> Registration:
    """The first that was asked for; or, of who had all of these already, the first of those."""
    own = [row for row in rows if row.booking_id == booking.pk]
    return min(own or rows, key=lambda row: row.event.start)


def needed_at(event: Event, applicant: Applicant) -> Applicant:
    """Diet and access go to the meetings that asked for them, and to no other."""
    diet = applicant.diet if event.asks_diet else ""
    return replace(applicant, diet=diet, access=applicant.access if event.asks_access else "")


def confirm_all(registration: Registration) -> Registration:
    """The address is proven: of a series that was asked for in one go each meeting is confirmed.

    Raises what `events.registration.confirm` raises.
    """
    booking = registration.booking
    if booking is None or booking.is_group:
        return confirm(registration)
    if registration.state not in (State.UNCONFIRMED, State.EXPIRED):
        return current_registration(registration)
    fresh = confirm_series(booking)
    return current_registration(registration if registration in fresh or not fresh else fresh[0])


def confirm_series(booking: Booking) -> list[Registration]:
    """The address is proven: each meeting of it gives its place or a number in the queue.

    Not what they signed up for anew since. Of one that takes nobody any more they are told so.
    Raises what `events.registration.confirm` raises when that goes for all of them.
    """
    rows = booking.registrations.filter(state__in=(State.UNCONFIRMED, State.EXPIRED))
    rows = rows.select_related("person", "booking", "event__place__municipality")
    with all_settled([row.event_id for row in rows]) as events:
        by_key = {event.pk: event for event in events}
        asked = rows.filter(~Exists(asked_anew()), event__in=by_key)
        problems = {row: problem_of(by_key[row.event_id], row) for row in asked}
        fresh = [row for row, problem in problems.items() if problem is None]
        if not fresh and (first := next(iter(problems.values()), None)):
            raise first
        for row in fresh:
            admit(by_key[row.event_id], [row])
        for row, problem in problems.items():
            tell(row, TOO_LATE if problem else None)
        return fresh


def problem_of(event: Event, row: Registration) -> Exception | None:
    """Why a meeting cannot be confirmed; None where it can."""
    try:
        refuse_proof(event, [row], row)
    except (RefusedError, BarredError, ChoiceFullError) as error:
        return error
    return None
