"""Sign up, confirm, cancel: how one registration changes, by the person or by the clock.

Each is one short transaction under the lock of the event (`events.settling`).
"""

from collections.abc import Sequence
from uuid import uuid4

from django.db.models import Q

from events.access import plain, refuse_barred
from events.admission import Admission, admission, has_room, may_confirm
from events.applicant import Applicant
from events.confirmations import refuse_bombing
from events.deadlines import is_too_late_to_cancel
from events.groups.mail import tell_rows
from events.groups.party import asked_together, is_led, is_of_contact
from events.history import User
from events.late_proof import refuse_lost
from events.messages import tell
from events.models import Event, Registration, Seat
from events.ownership import registration_at
from events.places import count
from events.questions import store_answers, write_answers, write_needs
from events.settling import settled
from events.standing import admit, change, hold, new_registration, seat_at

State = Registration.State
#: What is written of a sign-up that an account repeats.
RENEWED = ("seat", "held_until", "role", "organisation", "alarm", "is_flexible")


class RefusedError(Exception):
    """The event takes nobody (any more); `admission` says why."""

    def __init__(self, answer: Admission) -> None:
        super().__init__(answer)
        self.admission = answer


class PresentError(RefusedError):
    """Who has come in was there; only once that is undone can they be taken off the list."""


class TooLateError(RefusedError):
    """The day until which one could cancel is over; the organiser still can."""


def register(event_id: int, applicant: Applicant) -> Registration:
    """Sign somebody up, once: who is on the list already gets the same answer again.

    Raises `RefusedError`, `BarredError`, `ChoiceFullError`, `TooManyError` or `BusyError`; then
    nothing is stored.
    """
    with settled(event_id) as event:
        if not (answer := admission(event)).is_open:
            raise RefusedError(answer)
        if registration := find_registration(event, applicant):
            repeat(registration, event, applicant)
        else:
            registration = sign_up(event, applicant)
        if not applicant.is_verified:
            refuse_bombing(registration)
        tell(registration)
        return registration


def sign_up(event: Event, applicant: Applicant) -> Registration:
    """A new registration, with what they answered."""
    refuse_barred(event, applicant)
    registration = new_registration(event, applicant)
    (admit if applicant.is_verified else hold)(event, [registration])
    store_answers(registration, applicant)
    return registration


def confirm(registration: Registration) -> Registration:
    """The address is proven: give the place that is held, a free one, or one in the queue.

    Too late means the place went to the next; then somebody waits where they arrived. Returns the
    registration that counts: that of a later sign-up with the same address when there is one. Of
    a group all places that its contact asked for are confirmed.

    Raises `RefusedError`, or `ChoiceFullError` or `BarredError` where others have by now what was
    asked for; then all stays as it was.
    """
    with settled(registration.event_id) as event:
        current = current_registration(registration)
        if current.state not in (State.UNCONFIRMED, State.EXPIRED):
            return current
        rows = asked_together(current)
        refuse_proof(event, rows, current)
        admit(event, rows)
        tell_rows(rows)
        return rows[0]


def refuse_proof(event: Event, rows: Sequence[Registration], first: Registration) -> None:
    """Raise what keeps these from being confirmed; nothing is written."""
    if not may_confirm(event, first):
        raise RefusedError(admission(event))
    refuse_lost(event, rows)


def cancel(registration: Registration, by: User = None, note: str = "") -> Registration:
    """Give up a place, or leave the queue; a second time changes nothing.

    Raises `RefusedError` once the event is over: then it is a fact who was expected;
    `PresentError` for who has come in; and `TooLateError` for who has a place after
    `cancel_until`, unless an organiser does it (`by`), whose `note` is mailed.
    """
    with settled(registration.event_id) as event:
        current = Registration.objects.select_related("person", "booking").get(pk=registration.pk)
        if not current.is_active:
            return current
        refuse_late(event, current, by)
        was_asked_for = current.state != State.UNCONFIRMED
        change(current, State.CANCELLED, by, note)
        if was_asked_for and by is not None:
            tell(current, "taken-off", {"reason": note})
        elif was_asked_for:
            tell(current)
        return current


def refuse_late(event: Event, current: Registration, by: User) -> None:
    """Who waits, or was only offered a place, may always leave; who has come in was there."""
    answer = admission(event)
    if answer == Admission.PAST:
        raise RefusedError(answer)
    if current.checked_in is not None:
        raise PresentError(answer)
    if by is None and is_too_late_to_cancel(current):
        raise TooLateError(Admission.CLOSED)


def refuse_over(event: Event) -> None:
    """Raise `RefusedError` where there is nothing to decide any more: it is off, or over."""
    if (answer := admission(event)) in (Admission.CANCELLED, Admission.PAST):
        raise RefusedError(answer)


def find_registration(event: Event, applicant: Applicant) -> Registration | None:
    """The registration that this address or this account has at the event already."""
    user = applicant.person.user if applicant.person else None
    own = registration_at(event, user) if user else None
    active = event.registrations.active().select_related("person")
    if applicant.is_verified and (own is None or own.state == State.UNCONFIRMED):
        own = active.filter(email=applicant.email).first() or own
    same = Q(email=applicant.email) | Q(person=applicant.person)
    return own or active.filter(same).first()


def current_registration(registration: Registration) -> Registration:
    """The row anew; instead of one that ran out, the one of its address or person from later.

    For the contact of a group what of that is still to be confirmed, whatever became of their own.
    """
    rows = Registration.objects.select_related("event__place__municipality", "person", "booking")
    row = rows.get(pk=registration.pk)
    if is_of_contact(row) and (waiting := asked_together(row)):
        return waiting[0]
    if row.state != State.EXPIRED:
        return row
    is_same = Q(person=row.person) | (Q(email=row.email) if row.email else Q())
    return rows.active().filter(is_same, event=row.event_id).first() or row


def repeat(known: Registration, event: Event, applicant: Applicant) -> None:
    """Somebody signs up again: nothing new, unless the address is proven now or a place is free.

    What holds for a contact holds for the group that they asked for.
    """
    if known.state != State.UNCONFIRMED:
        return
    if applicant.is_verified:
        prove(known, applicant)
        renew(known, event, applicant)
        admit_with_group(event, known)
    elif known.held_until is None and has_room(event, Seat(known.seat)):
        hold(event, together_with(known))


def together_with(known: Registration) -> list[Registration]:
    """The row in hand, with the others of its group that are still to be confirmed."""
    return [known if row.pk == known.pk else row for row in asked_together(known)]


def admit_with_group(event: Event, known: Registration) -> None:
    """The contact may want another kind of place now; the others want what was asked for."""
    rows = together_with(known)
    apart = [row for row in rows if row.seat != known.seat]
    admit(event, [row for row in rows if row not in apart])
    if apart:
        admit(event, apart)
    if is_led(known):
        tell_rows(rows)


def renew(known: Registration, event: Event, applicant: Applicant) -> None:
    """What an account says now counts, and not what was typed before anything was proven.

    A place that is kept is one of its kind: who changes that takes what is free of the other.
    Raises `BarredError` or `ChoiceFullError`.
    """
    is_counted = plain(known.organisation) == plain(applicant.organisation)
    refuse_barred(event, applicant, 0 if is_counted else 1)
    make_theirs(known, event, applicant)
    seat = seat_at(event, applicant.seat or known.seat)
    if seat != known.seat:
        known.seat, known.held_until = seat, None
    known.role, known.organisation = applicant.role or known.role, applicant.organisation
    known.alarm, known.is_flexible = applicant.alarm, applicant.is_flexible
    known.save(update_fields=RENEWED)
    write_answers(known, applicant.answers)
    write_needs(known, {"diet": applicant.diet, "access": applicant.access})


def make_theirs(known: Registration, event: Event, applicant: Applicant) -> None:
    """It is the account's; whom somebody typed goes, and what it never confirmed besides."""
    typed = known.person
    if applicant.person is None or typed == applicant.person:
        return
    others = event.registrations.filter(person=applicant.person, state=State.UNCONFIRMED)
    for other in others:
        other.held_until = None
        change(other, State.EXPIRED)
    count(event)
    known.person = applicant.person
    known.save(update_fields=["person"])
    if typed.user is None and not (typed.registrations.exists() or typed.bookings.exists()):
        typed.delete()


def prove(known: Registration, applicant: Applicant) -> None:
    """Proven is the address of now, not another that the account once entered by mistake.

    Under a new identity: the links that went to that address are somebody else's. So is the mail
    of their group.
    """
    if known.email != applicant.email and known.person == applicant.person:
        known.email, known.uid = applicant.email, uuid4()
        known.save(update_fields=["email", "uid"])
        if known.booking is not None and is_led(known):
            known.booking.email = applicant.email
            known.booking.save(update_fields=["email"])
