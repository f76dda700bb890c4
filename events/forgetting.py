"""Leave of registrations what the counts need, and nothing of who it was.

The row stays: its event, state, role, place and whether they came. The kind of organisation is
written into it before the organisation goes (`events.tallies`).
"""

from collections.abc import Iterable, Sequence
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from brink.people.models import Person
from brink.people.privacy.erasure import empty
from events.models import Answer, CheckIn, HistoryLine, Mailing, Needs, Registration
from events.tallies import KIND

#: What each forgotten registration holds.
BARE = {"email": "", "invited_email": "", "organisation": "", "code": None, "booking": None}
GONE = (Answer, CheckIn, Needs, Mailing.registrations.through)
WRITTEN = ["organisation_kind", "uid", "person", *BARE]


@transaction.atomic
def forget(keys: Iterable[int]) -> None:
    """Forget who these registrations were of; a second time changes nothing.

    Their links in mail lead nowhere from now on. Persons who have no account, nothing to come and
    nothing to show are left empty; the others are no longer those of the registration.
    """
    found = Registration.objects.filter(pk__in=list(keys), person__erased_at=None)
    rows = list(found.annotate(kind=KIND).order_by("pk"))
    for model in GONE:
        model._default_manager.filter(registration__in=rows).delete()
    HistoryLine.objects.filter(registration__in=rows).exclude(note="").update(note="")
    for row in rows:
        row.organisation_kind, row.uid = row.kind, uuid4()
        for name, value in BARE.items():
            setattr(row, name, value)
    persons = {row.person_id for row in rows}
    needed = needed_elsewhere(persons, rows)
    part([row for row in rows if row.person_id in needed])
    Registration.objects.bulk_update(rows, WRITTEN)
    empty(persons - needed)


def part(rows: Sequence[Registration]) -> None:
    """Have a nobody of its own stand for each, as its person is still somebody elsewhere."""
    nobodies = Person.objects.bulk_create(Person(erased_at=timezone.now()) for _row in rows)
    for row, nobody in zip(rows, nobodies, strict=True):
        row.person = nobody


def needed_elsewhere(persons: set[int], rows: Sequence[Registration] = ()) -> set[int]:
    """Those who have an account or a role, another registration, a group, or a certificate."""
    known = Person.objects.filter(pk__in=persons)
    others = Registration.objects.filter(person__in=persons).exclude(pk__in=[r.pk for r in rows])
    found = [
        known.exclude(user=None).values_list("pk"),
        known.exclude(memberships=None).values_list("pk"),
        others.values_list("person"),
        known.exclude(bookings=None).values_list("pk"),
        known.filter(certificates__isnull=False, certificates__revoked=None).values_list("pk"),
    ]
    return {key for rows in found for (key,) in rows}


def leave(persons: Iterable[int]) -> None:
    """Empty those of these whom nothing needs any more."""
    keys = set(persons)
    empty(keys - needed_elsewhere(keys))
