"""Sign up, confirm, cancel: every change of a registration goes through here.

Each is one short transaction under the lock of the event. Before and after the change the places
are settled: holds that ran out are taken back, the queue moves up, the counters are written. So
no order of actions can sell a place twice or leave one empty while somebody waits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from brink.jobs.outbox import enqueue
from brink.pages.version import bump_version
from brink.people.models import Person
from events.admission import Admission, admission, has_room
from events.confirmations import refuse_bombing
from events.messages import tell
from events.models import Event, Registration
from events.ownership import registration_at
from events.places import UNPROVEN, count, locked, next_position, release
from events.reminders import withdraw_reminders
from events.waiting_list import promote

State = Registration.State

#: How long a place is kept for an address that is not confirmed yet.
HOLD = timedelta(minutes=30)
#: A list shows the number when so few places are left, so that it must be drawn anew.
FEW = 5
#: What a change of its state writes of a registration that is there already.
WRITTEN = ("state", "held_until", "changed")


@dataclass(frozen=True)
class Applicant:
    """Who wants to come. An account whose address is verified needs no confirmation by mail."""

    email: str
    given: str = ""
    infix: str = ""
    family: str = ""
    organisation: str = ""
    role: str = ""
    language: str = "nl"
    #: minutes before the start at which their calendar rings
    alarm: int | None = None
    person: Person | None = None
    is_verified: bool = False


class RefusedError(Exception):
    """The event takes nobody (any more); `admission` says why."""

    def __init__(self, answer: Admission) -> None:
        super().__init__(answer)
        self.admission = answer


def register(event_id: int, applicant: Applicant) -> Registration:
    """Sign somebody up, once: who is on the list already gets the same answer again.

    Raises `RefusedError`, `TooManyError` or `BusyError`; then nothing is stored.
    """
    with settled(event_id) as event:
        if not (answer := admission(event)).is_open:
            raise RefusedError(answer)
        if registration := find_registration(event, applicant):
            repeat(registration, event, applicant)
        else:
            registration = new_registration(event, applicant)
            (admit if applicant.is_verified else hold)(registration, event)
        if not applicant.is_verified:
            refuse_bombing(registration)
        tell(registration)
        return registration


def confirm(registration: Registration) -> Registration:
    """The address is proven: give the place that is held, a free one, or one in the queue.

    Too late means the place went to the next; then somebody waits where they arrived. Returns the
    registration that counts: that of a later sign-up with the same address when there is one.
    """
    with settled(registration.event_id) as event:
        current = current_registration(registration)
        if current.state not in (State.UNCONFIRMED, State.EXPIRED):
            return current
        answer = admission(event)
        has_hold = current.held_until is not None and answer == Admission.CLOSED
        if not (answer.is_open or has_hold):
            raise RefusedError(answer)
        admit(current, event)
        tell(current)
        return current


def cancel(registration: Registration) -> Registration:
    """Give up a place, or leave the queue; a second time changes nothing.

    Raises `RefusedError` once the event is over: then it is a fact who was expected.
    """
    with settled(registration.event_id) as event:
        current = Registration.objects.select_related("person").get(pk=registration.pk)
        if not current.is_active:
            return current
        if admission(event) == Admission.PAST:
            raise RefusedError(Admission.PAST)
        was_asked_for = current.state != State.UNCONFIRMED
        change(current, State.CANCELLED)
        if was_asked_for:
            tell(current)
        return current


def expire(event_id: int) -> None:
    """Take back what was held too long and let the queue move up; safe at any moment."""
    with settled(event_id):
        pass


@contextmanager
def settled(event_id: int) -> Iterator[Event]:
    """The locked event, settled before and after."""
    with locked(event_id) as event:
        before = (event.taken, event.waiting)
        seen = availability(event)
        release(event, timezone.now())
        settle(event)
        yield event
        settle(event)
        if before != (event.taken, event.waiting):
            event.save(update_fields=["taken", "waiting"])
        if seen != availability(event):
            bump_version()


def settle(event: Event) -> None:
    count(event)
    promote(event)


def availability(event: Event) -> str:
    """What readers of a list see of it; cached pages are renewed only when this changes."""
    if event.free is None:
        return "open"
    return "full" if not has_room(event) else "few" if event.free <= FEW else "plenty"


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
    """The row anew; instead of one that ran out, the one its address signed up with later."""
    rows = Registration.objects.select_related("event__place__municipality", "person")
    row = rows.get(pk=registration.pk)
    if row.state != State.EXPIRED:
        return row
    return rows.active().filter(event_id=row.event_id, email=row.email).first() or row


def repeat(known: Registration, event: Event, applicant: Applicant) -> None:
    """Somebody signs up again: nothing new, unless the address is proven now or a place is free."""
    if known.state != State.UNCONFIRMED:
        return
    if applicant.is_verified:
        prove(known, applicant)
        admit(known, event)
    elif known.held_until is None and has_room(event):
        hold(known, event)


def prove(known: Registration, applicant: Applicant) -> None:
    """Proven is the address of now, not another that the account once entered by mistake.

    Under a new identity: the links that went to that address are somebody else's.
    """
    if known.email != applicant.email and known.person == applicant.person:
        known.email, known.uid = applicant.email, uuid4()
        known.save(update_fields=["email", "uid"])


def new_registration(event: Event, applicant: Applicant) -> Registration:
    """A guest is a new person each time: an unverified address is no reason to look one up."""
    person = applicant.person or Person.objects.create(
        given=applicant.given,
        infix=applicant.infix,
        family=applicant.family,
        email=applicant.email,
        language=applicant.language,
    )
    return Registration(
        event=event,
        person=person,
        email=applicant.email,
        organisation=applicant.organisation,
        role=applicant.role,
        language=applicant.language,
        alarm=applicant.alarm,
        position=next_position(event),
    )


def hold(registration: Registration, event: Event) -> None:
    """Keep a place until the address is confirmed, if one is free for somebody new."""
    registration.held_until = timezone.now() + HOLD if has_room(event) else None
    change(registration, State.UNCONFIRMED)
    ends = registration.held_until or registration.created + UNPROVEN
    key = f"expire:{registration.uid}:{ends:%Y%m%dT%H%M%S}"
    enqueue("events.expire", key, {"event": event.pk}, due=ends)


def admit(registration: Registration, event: Event) -> None:
    """A place for who holds one or finds one free; else the queue."""
    has_place = registration.held_until is not None or has_room(event)
    registration.held_until = None
    change(registration, State.CONFIRMED if has_place else State.WAITING)


def change(registration: Registration, state: Registration.State) -> None:
    """Write what the rules decide, and no more: letters number it without the lock of the event."""
    registration.state = state
    if state == State.CANCELLED:
        registration.held_until = None
    is_new = registration._state.adding
    registration.save(update_fields=None if is_new else WRITTEN)
    if state == State.CANCELLED:
        withdraw_reminders(registration.event_id, registration.uid)
