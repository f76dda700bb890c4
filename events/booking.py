"""Places for a group: one contact asks for them, and colleagues make them theirs.

Each place is a registration. The contact answers for the group, by a link in the mail and without
an account: confirms, takes or leaves an offer, changes names, adds, cancels. Who claims a place
has mail and calendar of their own from then on; the contact can still give the place up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.utils import timezone

from brink.people.models import Person
from events import history
from events.access import BarredError, Barrier, refuse_barred
from events.admission import admission
from events.applicant import Applicant
from events.confirmations import refuse_bombing
from events.group_mail import tell_rows
from events.messages import tell
from events.models import Booking, Event, Registration
from events.places import count
from events.registration import RefusedError, cancel
from events.settling import settled
from events.standing import admit, hold, new_registration, seat_at

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
    #: "as many as fit, the rest waits"; else all come or all wait
    may_split: bool = False
    uid: UUID = field(default_factory=uuid4)

    @property
    def number(self) -> int:
        return len(self.guests) + self.comes


class TakenError(Exception):
    """This address has a place at the event already; nothing was stored."""


def book_group(event_id: int, request: GroupRequest) -> Booking:
    """Ask for places for a group; all of them get one, wait, or share as the contact said.

    Raises `RefusedError`, `BarredError`, `TakenError`, `TooManyError` or `BusyError`.
    """
    with settled(event_id) as event:
        if known := Booking.objects.filter(uid=request.uid).first():
            return known
        if not (answer := admission(event)).is_open:
            raise RefusedError(answer)
        refuse_group(event, request)
        booking = new_booking(request)
        rows = [*contact_row(event, request, booking), *guest_rows(event, request, booking)]
        number_rows(rows)
        if request.contact.is_verified:
            admit(event, rows)
            tell_rows(rows)
        else:
            hold(event, rows)
            refuse_bombing(rows[0])
            tell(rows[0])
        return booking


def refuse_group(event: Event, request: GroupRequest) -> None:
    """Who may not come, or not with so many, or has a place already."""
    refuse_barred(event, request.contact, request.number)
    capacity = event.capacity_of(seat_at(event, request.contact.seat))
    does_not_fit = capacity is not None and request.number > capacity
    if request.number > event.group_limit or (does_not_fit and not request.may_split):
        raise BarredError(Barrier.TOO_LARGE)
    if request.comes and is_taken(event, request.contact.email):
        raise TakenError


def is_taken(event: Event, email: str) -> bool:
    return event.registrations.active().filter(email=email).exists()


def new_booking(request: GroupRequest) -> Booking:
    contact = request.contact
    person = contact.person or Person.objects.create(
        given=contact.given,
        infix=contact.infix,
        family=contact.family,
        email=contact.email,
        language=contact.language,
    )
    return Booking.objects.create(
        uid=request.uid,
        contact=person,
        email=contact.email,
        organisation=contact.organisation,
        language=contact.language,
        may_split=request.may_split,
    )


def contact_row(event: Event, request: GroupRequest, booking: Booking) -> list[Registration]:
    """The place of the contact, which is theirs from the start."""
    if not request.comes:
        return []
    row = new_registration(event, request.contact, booking.contact)
    row.booking, row.claimed = booking, timezone.now()
    return [row]


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
    last = rows[0].event.registrations.order_by("-position").values_list("position", flat=True)
    start = (last.first() or 0) + 1
    for position, row in enumerate(rows, start=start):
        row.position = position


def add_guests(event_id: int, booking: Booking, guests: Sequence[Guest]) -> list[Registration]:
    """More places for a group whose contact has proven the address; as a new one they arrive last.

    Raises what `book_group` raises.
    """
    with settled(event_id) as event:
        if not (answer := admission(event)).is_open:
            raise RefusedError(answer)
        there = list(booking.registrations.active().filter(event=event).order_by("position"))
        if not there or there[0].state == State.UNCONFIRMED:
            raise RefusedError(answer)
        contact = applicant_of(booking, there[0])
        if len(there) + len(guests) > event.group_limit:
            raise BarredError(Barrier.TOO_LARGE)
        refuse_barred(event, contact, len(guests))
        rows = [guest_row(event, guest, contact, booking) for guest in guests]
        number_rows(rows)
        admit(event, rows)
        count(event)
        return rows


def applicant_of(booking: Booking, first: Registration) -> Applicant:
    """The contact as somebody who asks for more, as they did for the first place."""
    return Applicant(
        email=booking.email,
        organisation=booking.organisation,
        language=booking.language,
        person=booking.contact,
        is_verified=True,
        seat=first.seat,
        is_flexible=first.is_flexible,
    )


def rename(registration: Registration, guest: Guest) -> Registration:
    """Say who has a place that nobody claimed; a new address is mailed the way to claim it.

    Raises `TakenError` or `BusyError`. A place that is claimed stays as it is.
    """
    with settled(registration.event_id) as event:
        row = Registration.objects.select_related("person", "booking").get(pk=registration.pk)
        if row.claimed or not row.is_active:
            return row
        if guest.email and is_taken(event, guest.email):
            raise TakenError
        is_new_address = bool(guest.email) and guest.email != row.invited_email
        write_name(row.person, guest)
        row.invited_email = guest.email
        row.save(update_fields=["invited_email", "changed"])
        history.write(row, history.RENAMED)
        if is_new_address and row.state != State.UNCONFIRMED:
            tell(row, "invited", is_news=True)
        return row


def write_name(person: Person, guest: Guest) -> None:
    person.given, person.infix, person.family = guest.given, guest.infix, guest.family
    person.save(update_fields=["given", "infix", "family"])


def claim(registration: Registration, guest: Guest, language: str) -> Registration:
    """Make a place one's own, with a proven address; mail and calendar go there from now on.

    Under a new identity: the contact had the links of before. Twice is once. Raises `TakenError`
    or `BusyError`.
    """
    with settled(registration.event_id) as event:
        row = Registration.objects.select_related("person", "booking").get(pk=registration.pk)
        if row.claimed or not row.is_active:
            return row
        if is_taken(event, guest.email):
            raise TakenError
        write_name(row.person, guest)
        row.person.email, row.person.language = guest.email, language
        row.person.save(update_fields=["email", "language"])
        row.email, row.language, row.uid = guest.email, language, uuid4()
        row.claimed = timezone.now()
        row.save(update_fields=["email", "language", "uid", "claimed", "changed"])
        history.write(row, history.CLAIMED)
        tell(row)
        return row


def cancel_all(booking: Booking) -> None:
    """Give up all places of a group that are still to come."""
    for row in booking.registrations.active().select_related("event"):
        cancel(row)
