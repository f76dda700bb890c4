"""Places for a group: one contact asks for them, and colleagues make them theirs.

Each place is a registration. The contact answers for the group, by a link in the mail and without
an account: confirms, takes or leaves an offer, and does what `events.groups.contact` lets them.
Who claims a place (`events.groups.claiming`) has mail and calendar of their own from then on; the
contact can still give the place up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.utils import timezone

from brink.people.models import Person
from events.access import BarredError, Barrier, refuse_barred
from events.admission import admission, has_room
from events.applicant import Applicant
from events.confirmations import refuse_bombing
from events.groups.mail import tell_rows
from events.messages import CONFIRM, tell_all
from events.models import Booking, Event, Registration
from events.places import count, next_position
from events.registration import RefusedError, find_registration
from events.settling import settled
from events.standing import admit, change, hold, new_person, new_registration, seat_at

State = Registration.State


@dataclass(frozen=True)
class Guest:
    """A place in a group: with a name and an address, or still without."""

    given: str = ""
    infix: str = ""
    family: str = ""
    email: str = ""


@dataclass(frozen=True)
class GroupRequest:
    """What a contact asks for. The same `uid` twice is one booking."""

    contact: Applicant
    guests: Sequence[Guest]
    #: whether the contact takes one of the places, beside those of the guests
    comes: bool = True
    #: "as many as fit, the rest waits"; else all come or all wait. None: said only when it matters
    may_split: bool | None = None
    uid: UUID = field(default_factory=uuid4)

    @property
    def number(self) -> int:
        return len(self.guests) + self.comes


class TakenError(Exception):
    """This address has a place at the event already; nothing was stored."""


class UndecidedError(Exception):
    """Fewer places are left than asked, and the contact did not say what then."""


def book_group(event_id: int, request: GroupRequest) -> Booking:
    """Ask for places for a group; all of them get one, wait, or share as the contact said.

    Raises `RefusedError`, `BarredError`, `TakenError`, `UndecidedError`, `TooManyError` or
    `BusyError`; then nothing is stored.
    """
    with settled(event_id) as event:
        if known := Booking.objects.filter(uid=request.uid).first():
            return known
        if not (answer := admission(event)).is_open:
            raise RefusedError(answer)
        refuse_group(event, request)
        booking = new_booking(request)
        rows = [*contact_rows(event, request, booking), *guest_rows(event, request, booking)]
        number_rows(rows)
        ask_or_admit(event, rows, request.contact)
        return booking


def ask_or_admit(event: Event, rows: Sequence[Registration], contact: Applicant) -> None:
    """Who has not proven the address is mailed first; colleagues hear nothing before that."""
    if contact.is_verified:
        admit(event, rows)
        tell_rows(rows)
    else:
        hold(event, rows)
        refuse_bombing(rows[0])
        tell_all(rows, CONFIRM)


def refuse_group(event: Event, request: GroupRequest) -> None:
    """Who may not come, or not with so many, or must say first whether they may be split."""
    refuse_barred(event, request.contact, request.number)
    seat = seat_at(event, request.contact.seat)
    capacity = event.capacity_of(seat)
    does_not_fit = capacity is not None and request.number > capacity
    if request.number > event.group_limit or (does_not_fit and request.may_split is False):
        raise BarredError(Barrier.TOO_LARGE)
    if request.may_split is None and not has_room(event, seat, request.number):
        raise UndecidedError


def new_booking(request: GroupRequest) -> Booking:
    contact = request.contact
    return Booking.objects.create(
        uid=request.uid,
        contact=contact.person or new_person(contact),
        email=contact.email,
        organisation=contact.organisation,
        language=contact.language,
        may_split=bool(request.may_split),
    )


def contact_rows(event: Event, request: GroupRequest, booking: Booking) -> list[Registration]:
    """The place of the contact, theirs from the start; none for who does not come.

    And none for who is on the list already, if they did not prove the address: whether somebody is
    must not show. Raises `TakenError` for who did.
    """
    contact = request.contact
    if not request.comes or (not contact.is_verified and find_registration(event, contact)):
        return []
    set_aside(event, contact)
    row = new_registration(event, contact, booking.contact)
    row.booking, row.claimed = booking, timezone.now()
    return [row]


def set_aside(event: Event, applicant: Applicant) -> None:
    """One place for one person, who proved the address: what they never confirmed gives way.

    Raises `TakenError` for who has a place, or waits for one.
    """
    known = find_registration(event, applicant)
    if known and known.state != State.UNCONFIRMED:
        raise TakenError
    if known:
        known.held_until = None
        change(known, State.EXPIRED)  # its links lead to the new one from now on
        count(event)


def guest_rows(event: Event, request: GroupRequest, booking: Booking) -> list[Registration]:
    return [guest_row(event, guest, request.contact, booking) for guest in request.guests]


def guest_row(event: Event, guest: Guest, contact: Applicant, booking: Booking) -> Registration:
    """A place that nobody has claimed; an address that the contact gives proves nothing."""
    person = Person.objects.create(
        given=guest.given, infix=guest.infix, family=guest.family, language=contact.language
    )
    return Registration(
        event=event,
        person=person,
        email="",
        invited_email=guest.email,
        booking=booking,
        organisation=contact.organisation,
        language=contact.language,
        seat=seat_at(event, contact.seat),
        is_flexible=contact.is_flexible,
    )


def number_rows(rows: Sequence[Registration]) -> None:
    """One after the other, in the order of arrival."""
    for position, row in enumerate(rows, start=next_position(rows[0].event)):
        row.position = position
