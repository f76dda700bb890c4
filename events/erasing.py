"""What is taken away here when somebody is erased (`brink.people.privacy.erasure`).

Places that are still to come are given up by the rules first, so that others get them; nobody is
mailed about that, for the last mail says it all.
"""

from collections.abc import Iterable
from itertools import groupby

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.utils import timezone

from brink.jobs.models import Job
from brink.people.guests import BusyError
from brink.people.models import Person
from brink.people.privacy.accounts import EXPECTED
from brink.people.privacy.erasure import EMPTY, ERASERS
from brink.people.privacy.redaction import redact
from brink.people.privacy.subject import KIN, Subject
from brink.people.privacy.work import redact_log
from events import places
from events.forgetting import forget
from events.models import (
    Booking,
    Certificate,
    Invitee,
    Mailing,
    PersonalFeed,
    Registration,
)
from events.settling import settled
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
    """Runs in the transaction of the erasure. Raises `guests.BusyError`."""
    mine = list(registrations_of(subject))
    try:
        give_up(mine)
    except places.BusyError as error:
        raise BusyError from error
    forget_traces(subject, mine)
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


def give_up(registrations: Iterable[Registration]) -> None:
    """Events are locked in the order of their keys, as in `events.takeover`."""
    for event_id, rows in groupby(registrations, key=lambda row: row.event_id):
        keys = [row.pk for row in rows]
        with settled(event_id) as event:
            is_ahead = event.end > timezone.now()
            for row in event.registrations.active().filter(pk__in=keys) if is_ahead else []:
                change(row, State.CANCELLED)


def forget_traces(subject: Subject, registrations: list[Registration]) -> None:
    """What is written about these elsewhere: in the outbox, in mail to a group, in logs."""
    keys = [row.pk for row in registrations]
    mailings = Mailing.objects.filter(registrations__in=keys).distinct()
    redact(mailings, WORDS_OF_MAILING, subject.words)
    redact_log(Registration, keys, subject.words)
    bookings = bookings_of(subject)
    redact_log(Booking, bookings.values_list("pk", flat=True), subject.words)
    uids = [row.uid for row in registrations]
    groups = Registration.objects.filter(booking__in=[row.booking_id for row in registrations])
    for uid in {*uids, *groups.values_list("uid", flat=True)}:
        jobs = Job.objects.filter(Q(key__contains=str(uid)) | Q(key__contains=uid.hex))
        redact(jobs.filter(kind="mail"), ("payload",), subject.words)
        if uid in uids:
            jobs.exclude(kind="mail").delete()


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
