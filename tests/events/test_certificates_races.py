"""Certificates by several runners at once: one each, one mail each, never two that are valid."""

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError

from brink.home.tree import build_tree
from brink.jobs.models import Job
from events import certificates
from events.certificates import correct_name, issue, revoke
from events.certifying import certify
from events.earning import earned_of
from events.models import Certificate, Event
from tests.events.at_once import at_once
from tests.events.certified import held, valid, visitor

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


@pytest.mark.postgresql
def test_without_the_lock_two_runners_are_in_each_others_way(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control. SQLite lets one writer in at a time, lock or no lock."""
    both_looked = Barrier(2)
    known = certificates.new_of

    def new_of(earned):
        found = known(earned)
        with suppress(BrokenBarrierError):
            both_looked.wait(timeout=5)
        return found

    monkeypatch.setattr(certificates, "lock", lambda people: None)
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
