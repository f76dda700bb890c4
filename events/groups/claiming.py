"""A colleague makes a place in a group their own."""

from dataclasses import replace
from uuid import uuid4

from django.utils import timezone

from brink.people.models import Person
from events import history
from events.access import BarredError, barrier
from events.admission import Admission, admission
from events.applicant import Applicant
from events.groups.booking import Guest, set_aside
from events.groups.contact import write_name
from events.messages import tell
from events.models import Event, Registration
from events.questions import store_answers
from events.registration import RefusedError
from events.settling import settled
from events.standing import fresh

State = Registration.State
CLAIMED = "claimed"
#: What a claim writes of the place; letters number it without the lock of the event.
OWN = (
    "person", "email", "invited_email", "language", "role", "alarm", "uid", "claimed", "changed"
)  # fmt: skip


def claim(registration: Registration, applicant: Applicant) -> Registration:
    """Make a place one's own, with a proven address; mail and calendar go there from now on.

    Under a new identity: the contact had the links of before. Twice is once; what is claimed or
    given up already is returned as it is. Raises `TakenError`, `BarredError`, `RefusedError`,
    `ChoiceFullError` or `BusyError`; then nothing is stored.
    """
    with settled(registration.event_id) as event:
        row = fresh(registration)
        if not is_claimable(row):
            return row
        refuse_claim(event, applicant)
        set_aside(event, applicant)
        make_own(row, applicant)
        store_answers(row, applicant)
        history.write(row, history.CLAIMED)
        tell(row, None if row.state == State.CONFIRMED else CLAIMED, is_news=True)
        return row


def is_claimable(row: Registration) -> bool:
    return row.claimed is None and row.is_active and row.state != State.UNCONFIRMED


def refuse_claim(event: Event, applicant: Applicant) -> None:
    """An event may be for some only; who was let in with a group needs no invitation besides."""
    answer = admission(event)
    if answer in (Admission.PAST, Admission.CANCELLED):
        raise RefusedError(answer)
    if found := barrier(event, replace(applicant, invitation=event.invitation_code)):
        raise BarredError(found)


def make_own(row: Registration, applicant: Applicant) -> None:
    """The place is that of an account, or of who was named; whom the contact named else goes."""
    named = row.person
    row.person = applicant.person or own_name(named, applicant)
    row.email, row.invited_email, row.language = applicant.email, "", applicant.language
    row.role, row.alarm, row.uid = applicant.role, applicant.alarm, uuid4()
    row.claimed = timezone.now()
    row.save(update_fields=OWN)
    if row.person_id != named.pk:
        named.delete()


def own_name(person: Person, applicant: Applicant) -> Person:
    write_name(person, Guest(applicant.given, applicant.infix, applicant.family))
    person.email, person.language = applicant.email, applicant.language
    person.save(update_fields=["email", "language"])
    return person
