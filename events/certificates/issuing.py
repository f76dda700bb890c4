"""Certificates are made, revoked and replaced here, and nowhere else.

Who had one revoked gets no other by itself: whoever revoked it had a reason.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from brink.jobs.outbox import enqueue
from brink.people.models import Person
from events import history
from events.certificates.earning import Earned, is_named
from events.certificates.holders import new_of
from events.history import User
from events.models import Certificate, Event, Registration
from events.paper.certificate import certificate_paper

#: The kind of job that mails people that they have one.
TELL = "events.tell-certificates"
#: Said of one that was made anew with another name.
REPLACED = "replaced"


def issue(earned: Iterable[Earned]) -> list[Certificate]:
    """Make those that were not made before, and have their owners told.

    They are typeset before anybody is locked. Two jobs at once, or one that runs again after a
    crash, make one each.
    """
    drafts = {each: typeset(each.draft()) for each in new_of(earned)}
    with transaction.atomic():
        people = lock(drafts.values())
        fresh = [each for each in new_of(drafts) if is_named(people[each.person.pk])]
        made = [follow(drafts[each], people[each.person.pk]) for each in fresh]
        Certificate.objects.bulk_create(made)
        history.write_all([each.registration for each in fresh], history.CERTIFIED)
        tell(made)
    return made


def typeset(certificate: Certificate) -> Certificate:
    certificate.pdf = certificate_paper(certificate)
    return certificate


def follow(draft: Certificate, person: Person) -> Certificate:
    """The same, but typeset anew where somebody got another name since."""
    if draft.facts["name"] == person.full_name:
        return draft
    draft.facts["name"] = person.full_name
    return typeset(draft)


def lock(certificates: Iterable[Certificate]) -> dict[int, Person]:
    """Hold their events and then their owners until the end of the transaction.

    In this order, as the rules of registration do, and each by number: no two wait for each other.
    """
    those = list(certificates)
    own, meetings = {each.event_id for each in those}, {each.series_id for each in those}
    hold(Event.objects.filter(Q(pk__in=own) | Q(series__in=meetings)))
    return hold(Person.objects.filter(pk__in={each.person_id for each in those}))


def hold(rows: QuerySet) -> dict[int, Any]:
    """By number, as they are now."""
    return {row.pk: row for row in rows.select_for_update(no_key=True).order_by("pk")}


def tell(certificates: list[Certificate]) -> None:
    """Store that their owners must be mailed; joins the transaction."""
    if numbers := [each.pk for each in certificates]:
        enqueue(TELL, f"tell-certificates:{numbers[0]}", {"certificates": numbers})


@transaction.atomic
def revoke(certificate: Certificate, *, by: User, reason: str) -> bool:
    """From now on the public page says that it is no longer valid; False when it said so before.

    The paper is thrown away; what it said is kept, for who asks why.
    """
    lock([certificate])
    certificate.refresh_from_db()
    if certificate.revoked:
        return False
    certificate.revoked, certificate.reason, certificate.pdf = timezone.now(), reason[:200], b""
    certificate.save(update_fields=["revoked", "reason", "pdf"])
    if registration := registration_of(certificate):
        history.write(registration, history.REVOKED, by, reason)
    return True


@transaction.atomic
def correct_name(person: Person) -> list[Certificate]:
    """After a person has another name: new certificates in place of those with the old one.

    All else on them stays as it was when they were made. The owner is mailed the new ones.
    """
    others = person.certificates.filter(revoked=None).exclude(facts__name=person.full_name)
    lock(others.defer("pdf"))
    made = [replace(old) for old in others.all() if person.full_name]
    tell(made)
    return made


def replace(old: Certificate) -> Certificate:
    revoke(old, by=None, reason=REPLACED)
    facts = {**old.facts, "name": old.person.full_name}
    subject = {"person": old.person, "event": old.event, "series": old.series}
    new = typeset(Certificate(**subject, language=old.language, facts=facts))
    new.save()
    return new


def registration_of(certificate: Certificate) -> Registration | None:
    """Where it was earned: of a series the last meeting its owner was at."""
    was_there = Registration.objects.filter(person=certificate.person, checked_in__isnull=False)
    if certificate.event_id:
        return was_there.filter(event=certificate.event_id).first()
    return was_there.filter(event__series=certificate.series_id).order_by("event__start").last()


def certificates_of(*registrations: QuerySet[Registration]) -> QuerySet[Certificate]:
    """The valid ones that any of these earned, the newest first; without their papers."""
    where = Q(event=OuterRef("event")) | Q(event__series=OuterRef("series"))
    earned = Q()
    for rows in registrations:
        earned |= Q(Exists(rows.filter(where, person=OuterRef("person"))))
    return Certificate.objects.filter(earned, revoked=None).defer("pdf")
