"""Erase somebody: what is only theirs goes, what counts stays without who it was.

Apps add their part when they are ready. All of it is one transaction: who is erased half has not
been erased, and does not know it.
"""

import logging
import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from brink.mail.outgoing import Mail, queue_mail
from brink.people.models import Erasure, Membership, Person
from brink.people.privacy.accounts import end_sessions, remove_account
from brink.people.privacy.letters import forget_letters, forget_new_letters
from brink.people.privacy.subject import Subject
from brink.people.privacy.work import redact_work

logger = logging.getLogger(__name__)

#: Takes away what an app keeps of somebody, by its own rules; may raise `guests.BusyError`.
Eraser = Callable[[Subject], None]
ERASERS: list[Eraser] = []
EMPTY = {"given": "", "infix": "", "family": "", "email": "", "organisation_name": ""}
#: So long the last mail may wait for a mail server; with it the address is gone from the outbox.
FAREWELL = timedelta(days=3)


@transaction.atomic
def erase(subject: Subject) -> None:
    """Take away all that we hold of somebody, and say so by one last mail; twice is once.

    Raises `guests.BusyError` when something of theirs was in use for too long; then nothing is
    stored. What reads whole tables comes first: apps lock what others wait for.
    """
    email, language, persons = reach(subject), language_of(subject), subject.persons
    search_and_forget(subject)
    for eraser in ERASERS:
        eraser(subject)
    forget_new_letters(subject)
    if subject.user:
        remove_account(subject.user)
    note(persons)
    empty(persons)
    say_farewell(email, language)


def search_and_forget(subject: Subject) -> None:
    forget_letters(subject)
    redact_work(subject)
    if subject.user:
        end_sessions(subject.user)


def empty(persons: Iterable[int]) -> None:
    """Leave of persons no more than that there was one."""
    keys = list(persons)
    Membership.objects.filter(person__in=keys).delete()
    Person.objects.filter(pk__in=keys, erased_at=None).update(
        **EMPTY, user=None, organisation=None, erased_at=timezone.now()
    )


def note(persons: list[int]) -> None:
    """Remember by their uid who must go again when a backup brings them back; the log as well."""
    uids = list(Person.objects.filter(pk__in=persons).values_list("uid", flat=True))
    rows = [Erasure(person_uid=uid) for uid in uids]
    Erasure.objects.bulk_create(rows, ignore_conflicts=True)
    for uid in uids:
        logger.info("Erased person %s", uid)


def reach(subject: Subject) -> str:
    return subject.user.email if subject.user else next(iter(sorted(subject.addresses)), "")


def language_of(subject: Subject) -> str:
    rows = Person.objects.filter(pk__in=subject.persons).order_by("user", "-pk")
    return rows.values_list("language", flat=True).first() or "nl"


def say_farewell(email: str, language: str) -> None:
    """The outbox forgets what it says once it is sent, or too late to be."""
    if email:
        queue_mail(
            Mail(
                key=f"mail:erased:{uuid.uuid4()}",
                occasion="people/erased",
                to=email,
                language=language,
                expires=timezone.now() + FAREWELL,
            )
        )
