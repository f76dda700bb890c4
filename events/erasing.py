"""What is taken away here when somebody is erased (`brink.people.privacy.erasure`).

Places that are still to come are given up by the rules first, so that others get them; nobody is
mailed about that, for the last mail says it all.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.utils import timezone

from brink.jobs.models import Job
from brink.people.guests import BusyError
from brink.people.models import Person
from brink.people.privacy.accounts import EXPECTED
from brink.people.privacy.erasure import EMPTY, ERASERS
from brink.people.privacy.letters import waiting
from brink.people.privacy.redaction import redact
from brink.people.privacy.subject import KIN, Subject
from brink.people.privacy.work import redact_log
from events import places
from events.enrolment import all_settled
from events.forgetting import forget
from events.models import (
    Booking,
    Certificate,
    Invitee,
    Mailing,
    PersonalFeed,
    Registration,
)
from events.standing import change

State = Registration.State
WORDS_OF_MAILING = ("subject_nl", "subject_en", "text_nl", "text_en")


def kin(addresses: frozenset[str]) -> set[int]:
    """Persons whose registration or group has such an address, whatever stands on themselves."""
    signed_up = Registration.objects.filter(email__in=addresses).values_list("person", flat=True)
    asked = Booking.objects.filter(email__in=addresses).values_list("contact", flat=True)
    return {*signed_up, *asked}


def expected() -> set[int]:
    """Keys of logins whose owner is expected at an event, also as a guest with their address."""
    coming = Registration.objects.active().filter(event__end__gt=timezone.now())
    proven = EmailAddress.objects.filter(verified=True, email__in=coming.values("email"))
    own = coming.exclude(person__user=None).values_list("person__user", flat=True)
    return {*own, *proven.values_list("user", flat=True)}


def erase_here(subject: Subject) -> None:
    """Runs in the transaction of the erasure. Raises `guests.BusyError`.

    What is looked for in all rows is looked for before any event is locked.
    """
    mine = list(registrations_of(subject))
    forget_traces(subject, mine)
    try:
        give_up(mine, members_of(subject))
    except places.BusyError as error:
        raise BusyError from error
    forget_jobs(waiting(), mine, subject.words)
    unname(Registration.objects.filter(invited_email__in=subject.addresses, claimed=None))
    withdraw_certificates(subject)
    forget(row.pk for row in mine)
    bookings_of(subject).update(email="", organisation="")
    Invitee.objects.filter(email__in=subject.addresses).delete()
    PersonalFeed.objects.filter(user=None, email__in=subject.addresses).delete()


def registrations_of(subject: Subject) -> QuerySet[Registration]:
    """Their own, and of groups that they asked for the places that nobody else claimed."""
    own = Q(person__in=subject.persons) | Q(email__in=subject.addresses)
    led = Q(booking__in=bookings_of(subject), claimed=None)
    return Registration.objects.filter(own | led).order_by("event_id", "pk")


def bookings_of(subject: Subject) -> QuerySet[Booking]:
    return Booking.objects.filter(Q(contact__in=subject.persons) | Q(email__in=subject.addresses))


def members_of(subject: Subject) -> QuerySet[Registration]:
    """Places of groups that they asked for, which others made their own."""
    led = Registration.objects.filter(booking__in=bookings_of(subject)).exclude(claimed=None)
    return led.exclude(person__in=subject.persons).exclude(email__in=subject.addresses)


def give_up(registrations: Sequence[Registration], members: QuerySet[Registration]) -> None:
    """Of what is to come; members of their groups answer for themselves from then on.

    All events are locked before one of them tells that it has room.
    """
    keys = [row.pk for row in registrations]
    with all_settled({row.event_id for row in (*registrations, *members)}) as events:
        members.filter(event__in=events).update(booking=None)
        for event in events:
            is_ahead = event.end > timezone.now()
            for row in event.registrations.active().filter(pk__in=keys) if is_ahead else []:
                change(row, State.CANCELLED)


def forget_traces(subject: Subject, registrations: Sequence[Registration]) -> None:
    """What is written about these elsewhere: in the outbox, in mail to a group, in logs."""
    keys = [row.pk for row in registrations]
    mailings = Mailing.objects.filter(registrations__in=keys).distinct()
    redact(mailings, WORDS_OF_MAILING, subject.words)
    redact_log(Registration, keys, subject.words)
    bookings = bookings_of(subject)
    redact_log(Booking, bookings.values_list("pk", flat=True), subject.words)
    forget_jobs(Job.objects.all(), registrations, subject.words)


def forget_jobs(
    jobs: QuerySet[Job], registrations: Sequence[Registration], words: list[str]
) -> None:
    """Mail to them and to their groups does not name them; what else would be done is not."""
    uids = {row.uid for row in registrations}
    groups = Registration.objects.filter(booking__in=[row.booking_id for row in registrations])
    all_uids = uids | set(groups.values_list("uid", flat=True))
    redact(about(jobs, all_uids).filter(kind="mail"), ("payload",), words)
    about(jobs, uids).exclude(kind="mail").delete()


def about(jobs: QuerySet[Job], uids: Iterable[UUID]) -> QuerySet[Job]:
    """Those whose key holds one of these, with or without dashes."""
    spellings = [text for uid in uids for text in (str(uid), uid.hex)]
    has_one = (Q(key__contains=text) for text in spellings)
    return jobs.filter(reduce(or_, has_one, Q(pk__in=())))


def unname(places_of_groups: QuerySet[Registration]) -> None:
    """A contact named them; the place stays the contact's, who can name somebody else."""
    persons = list(places_of_groups.values_list("person", flat=True))
    Person.objects.filter(pk__in=persons, user=None).update(**EMPTY)
    places_of_groups.update(invited_email="")


def withdraw_certificates(subject: Subject) -> None:
    """The page that confirms one says that it was withdrawn, and of whom it was no more."""
    mine = Certificate.objects.filter(person__in=subject.persons)
    mine.filter(revoked=None).update(revoked=timezone.now())
    mine.update(facts={}, pdf=b"", reason="")


KIN.append(kin)
EXPECTED.append(expected)
ERASERS.append(erase_here)
