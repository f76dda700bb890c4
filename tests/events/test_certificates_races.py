"""Certificates by several runners at once: one each, one mail each, never two that are valid."""

from collections.abc import Iterable
from functools import partial
from threading import Barrier
from threading import Event as Signal

import pytest
from django.db import IntegrityError, OperationalError

from brink.home.tree import build_tree
from brink.jobs.models import Job
from brink.people import guests
from brink.people.forms import PersonForm
from brink.people.models import Person
from brink.people.privacy.correcting import correct
from events.certificates import issuing as certificates
from events.certificates.earning import earned_of
from events.certificates.issuing import correct_name, issue, revoke
from events.certificates.making import certify
from events.groups.booking import Guest
from events.groups.contact import rename
from events.models import Booking, Certificate, Event
from tests.events.at_once import PATIENCE, at_once
from tests.events.certified import held, valid, visitor
from tests.factories.events import person_factory

pytestmark = pytest.mark.django_db(transaction=True)
RUNNERS = 4


@pytest.fixture
def event() -> Event:
    build_tree()
    made = held()
    for _each in range(3):
        visitor(made)
    return made


def told() -> list[int]:
    jobs = Job.objects.filter(kind=certificates.TELL).values_list("payload", flat=True)
    return sorted(number for payload in jobs for number in payload["certificates"])


def test_one_job_in_many_runners_makes_one_each(event: Event) -> None:
    at_once([partial(certify, {"event": event.pk})] * RUNNERS)
    assert len(valid()) == 3
    assert told() == sorted(each.pk for each in valid())


def people_of(drafts: Iterable[Certificate]) -> dict[int, Person]:
    return Person.objects.in_bulk([draft.person_id for draft in drafts])


@pytest.mark.postgresql
def test_without_the_lock_two_runners_are_in_each_others_way(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control. SQLite lets one writer in at a time, lock or no lock."""
    both_looked = Barrier(2, timeout=PATIENCE)
    known = certificates.new_of

    def new_of(earned):
        found = known(earned)
        both_looked.wait()
        return found

    monkeypatch.setattr(certificates, "lock", people_of)
    monkeypatch.setattr(certificates, "new_of", new_of)
    with pytest.raises(IntegrityError):
        at_once([partial(issue, earned_of(event))] * 2)


def test_revoked_meanwhile_is_not_made_again(event: Event) -> None:
    certify({"event": event.pk})
    gone = valid()[0]
    revoking = partial(revoke, gone, by=None, reason="")
    at_once([revoking, *[partial(certify, {"event": event.pk})] * 2, revoking])
    assert len(valid()) == 2
    assert Certificate.objects.count() == 3


def test_name_that_is_corrected_twice_at_once_gives_one_certificate(event: Event) -> None:
    certify({"event": event.pk})
    person = valid()[0].person
    person.family = "Zeevonk"
    person.save()
    at_once([partial(correct_name, person)] * RUNNERS)
    [new] = [each for each in valid() if each.person == person]
    assert new.facts["name"].endswith("Zeevonk")
    assert Certificate.objects.filter(person=person).count() == 2


def test_contact_who_corrects_meanwhile_is_in_nobodys_way(event: Event) -> None:
    """The contact holds the event and then the person; so must who makes certificates."""
    contact = person_factory()
    booking = Booking.objects.create(contact=contact, email=contact.email)
    rows = [visitor(event, given="Ans", booking=booking, email="") for _each in range(RUNNERS)]
    renaming = [partial(rename, row, Guest("Bep", "", "Right", "")) for row in rows]
    at_once([*renaming, *[partial(certify, {"event": event.pk})] * 2])
    certify({"event": event.pk})
    assert [each.facts["name"] for each in valid()].count("Bep Right") == RUNNERS


def correct_family(person: Person, family: str) -> None:
    data = {"given": "Ans", "family": family, "language": "nl"}
    form = PersonForm(data, instance=Person.objects.get(pk=person.pk))
    assert form.is_valid()
    correct(form)


def race_with_a_correction(
    event: Event, monkeypatch: pytest.MonkeyPatch, *, patience: float = PATIENCE
) -> None:
    """A certificate is revoked at the moment that its owner corrects their name.

    With the events first the correction waits for us: then our patience is to end.
    """
    certify({"event": event.pk})
    gone = valid()[0]
    has_event, has_person = Signal(), Signal()
    hold, save = certificates.hold, PersonForm.save

    def hold_slowly(rows):
        if rows.model is Person:
            has_event.set()
            has_person.wait(timeout=patience)
        return hold(rows)

    def save_slowly(form):
        person = save(form)
        has_person.set()
        return person

    def correct_then() -> None:
        has_event.wait(timeout=PATIENCE)
        correct_family(gone.person, "Zeevonk")

    monkeypatch.setattr(certificates, "hold", hold_slowly)
    monkeypatch.setattr(PersonForm, "save", save_slowly)
    at_once([partial(revoke, gone, by=None, reason=""), correct_then])


@pytest.mark.postgresql
def test_without_the_events_first_a_correction_is_in_the_way(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control."""
    monkeypatch.setattr(guests, "HOLDERS", [])
    with pytest.raises(OperationalError):
        race_with_a_correction(event, monkeypatch)


@pytest.mark.postgresql
def test_correction_while_a_certificate_is_revoked(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    race_with_a_correction(event, monkeypatch, patience=1)
    assert len(valid()) == 2
    assert Person.objects.filter(family="Zeevonk").count() == 1
