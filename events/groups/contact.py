"""What the contact of a group does after it was asked for: names, more people, giving up."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from django.db.models import Exists, OuterRef, Q, QuerySet

from brink.people.models import Person
from events import history
from events.access import BarredError, Barrier, refuse_barred
from events.admission import admission, has_room
from events.applicant import Applicant
from events.certificates.issuing import REPLACED, correct_name
from events.certificates.plans import reconsider
from events.groups.booking import Guest, guest_row, number_rows
from events.groups.inviting import refuse_inviting
from events.groups.mail import invite, tell_given_up, tell_placed
from events.groups.party import event_of, is_led, is_of_contact, not_there, rows_of
from events.messages import tell_all
from events.models import Booking, Certificate, Event, Registration, Seat
from events.models.event import Status
from events.places import count
from events.registration import RefusedError, cancel, refuse_late
from events.settling import settled
from events.standing import admit, change, fresh

State = Registration.State


def add_guests(
    booking: Booking, guests: Sequence[Guest], seen: int | None = None
) -> list[Registration]:
    """More places for a group whose contact has proven the address; they arrive last.

    Nothing when there are not as many places any more as the contact saw: twice is once.
    Raises `RefusedError`, `BarredError` or `BusyError`.
    """
    with settled(event_of(booking).pk) as event:
        if seen is not None and seen != booking.registrations.count():
            return []
        there = rows_of(booking)
        answer = admission(event)
        if not answer.is_open or not there or there[0].state == State.UNCONFIRMED:
            raise RefusedError(answer)
        if len(there) + len(guests) > event.group_limit:
            raise BarredError(Barrier.TOO_LARGE)
        contact = applicant_of(event, booking, there[0])
        refuse_crowd(event, contact, len(guests))
        rows = [guest_row(event, guest, contact, booking) for guest in guests]
        number_rows(rows)
        admit(event, rows)
        tell_placed(rows)
        return rows


def refuse_crowd(event: Event, contact: Applicant, number: int) -> None:
    """The contact may come, as they did; too many of one organisation still may not."""
    refuse_barred(event, replace(contact, invitation=event.invitation_code), number)


def roomy_seat(event: Event) -> Seat:
    """Nobody was asked: the room as long as it has place, then online."""
    return next((seat for seat in event.seats if has_room(event, seat)), event.seats[0])


def applicant_of(event: Event, booking: Booking, first: Registration) -> Applicant:
    """The contact as somebody who asks for more, as they did for the first place."""
    return Applicant(
        email=booking.email,
        organisation=booking.organisation,
        language=booking.language,
        person=booking.contact,
        is_verified=True,
        seat=roomy_seat(event),
        is_flexible=first.is_flexible,
    )


def renamable(booking: Booking) -> QuerySet[Registration]:
    """The places that the contact may still name: nobody claimed them.

    A name on a certificate is corrected here once; from then on by the organiser, or one place
    would give a certificate to many.
    """
    corrected = Certificate.objects.filter(person=OuterRef("person"), reason=REPLACED)
    rows = booking.registrations.active().filter(claimed=None).exclude(state=State.UNCONFIRMED)
    return rows.exclude(Exists(corrected)).exclude(event__status=Status.CANCELLED)


def may_rename(row: Registration) -> bool:
    return row.booking is not None and renamable(row.booking).filter(pk=row.pk).exists()


def rename(registration: Registration, guest: Guest) -> bool:
    """Say who has a place that nobody claimed; False when that may not be, and nothing is stored.

    A new address is mailed the way to claim it, once the place is sure and as long as it is not
    over. Links to claim it that went to another address are worth nothing from then on. Whether
    the new one has a place already is not said: it is not the contact's. Raises `TooManyError` or
    `BusyError`.
    """
    with settled(registration.event_id):
        row = fresh(registration)
        if not may_rename(row):
            return False
        write_name(row.person, guest)
        if guest.email != row.invited_email and not row.event.is_past():
            ask_another(row, guest.email)
        history.write(row, history.RENAMED)
        correct_name(row.person)
        reconsider(row.event)
        return True


def ask_another(row: Registration, email: str) -> None:
    refuse_inviting(row, email)
    row.invited_email, row.uid = email, uuid4()
    row.save(update_fields=["invited_email", "uid", "changed"])
    invite([row] if row.state == State.CONFIRMED else [])


def write_name(person: Person, guest: Guest) -> None:
    person.given, person.infix, person.family = guest.given, guest.infix, guest.family
    person.save(update_fields=["given", "infix", "family"])


def wish(booking: Booking, *, may_split: bool, is_flexible: bool | None) -> None:
    """Another answer to what may be offered; if a place is free that fits now, it is at once.

    Colleagues who claimed their place said for themselves what they want; None leaves it.
    """
    with settled(event_of(booking).pk):
        booking.may_split = may_split
        booking.save(update_fields=["may_split"])
        own = Q(claimed=None) | Q(email=booking.email)
        if is_flexible is not None:
            booking.registrations.active().filter(own).update(is_flexible=is_flexible)


def cancel_all(booking: Booking) -> None:
    """Give up all places of a group, or none; twice is once. Raises `RefusedError`, `BusyError`.

    Who has come in was there, and keeps theirs; when all have, that is refused as well. A sign-up
    that was never confirmed goes without a word.
    """
    with settled(event_of(booking).pk) as event:
        there = rows_of(booking)
        rows = not_there(there) or there
        for row in rows:
            refuse_late(event, row, None)
        told = [row for row in rows if row.state != State.UNCONFIRMED]
        for row in rows:
            change(row, State.CANCELLED)
        tell_all(told, "cancelled")
        count(event)


def give_up(registration: Registration) -> None:
    """One place; what a group asked for and never confirmed goes as a whole.

    Of a colleague who made a place their own, the contact is told. Raises what `cancel` does.
    """
    if registration.booking and is_led(registration) and registration.state == State.UNCONFIRMED:
        cancel_all(registration.booking)
    elif is_led(registration) and not is_of_contact(registration):
        leave_group(registration)
    else:
        cancel(registration)


def leave_group(registration: Registration) -> None:
    with settled(registration.event_id):
        was_there = fresh(registration).is_active
        row = cancel(registration)
        if was_there:
            tell_given_up(row, row.person.full_name or row.email)
