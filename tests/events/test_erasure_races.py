"""Erasing beside sign-ups and beside itself, in real parallel transactions.

First the negative control: where one event is finished before the next is locked, an erasure and a
sign-up wait for each other.
"""

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from brink.home.tree import build_tree
from brink.pages.version import bump_version
from brink.people import guests
from brink.people.models import Erasure
from brink.people.privacy.erasure import erase
from brink.people.privacy.subject import subject_at, subject_of
from events import erasing, settling
from events.models import Event, Registration
from events.places import BusyError
from events.registration import register
from events.settling import settled
from tests.events.applicants import guest
from tests.events.at_once import PATIENCE, at_once
from tests.factories.events import event_factory, person_factory, registration_factory
from tests.factories.people import user_factory

State = Registration.State
ADDRESS = "femke@zeevonk.example"
REFUSALS = (BusyError, guests.BusyError, OperationalError)

races = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def full_events(number: int) -> list[Event]:
    """Each has one place, which is hers."""
    events = [event_factory(capacity=1) for _each in range(number)]
    for event in events:
        registration_factory(event, email=ADDRESS)
        with settled(event.pk):
            pass
    return events


def order_of_locks(queries: list[dict[str, str]]) -> list[str]:
    """Which events were locked, and when lists were told."""
    found = []
    for sql in (query["sql"] for query in queries):
        if "contentversion" in sql and sql.startswith("UPDATE"):
            found.append("version")
        elif 'FROM "events_event" WHERE "events_event"."id" = ' in sql:
            found.append("event")
        elif sql.startswith("SELECT") and is_scan(sql):
            found.append("scan")
    return found


def is_scan(sql: str) -> bool:
    tables = ("wagtailcore_revision", "django_session", "jobs_job")
    is_narrow = "state" in sql.partition("WHERE")[2]
    return any(f'FROM "{name}"' in sql for name in tables) and not is_narrow


def test_erasure_searches_then_locks_all_events_then_tells_lists(tree: dict) -> None:
    user = user_factory(email=ADDRESS)
    for event in full_events(3):
        event.registrations.update(person=user.person)

    with CaptureQueriesContext(connection) as queries:
        erase(subject_of(user))

    order = order_of_locks(queries.captured_queries)
    seen = [name for n, name in enumerate(order) if n == 0 or order[n - 1] != name]
    assert seen == ["scan", "event", "version"]


def test_claim_locks_all_events_before_it_tells_lists(tree: dict) -> None:
    user, other = user_factory(), person_factory()
    for _each in range(2):
        event = event_factory(capacity=2)
        for person in (other, user.person):
            registration_factory(event, person=person, email=f"{person.pk}@b.example")
        with settled(event.pk):
            pass

    with CaptureQueriesContext(connection) as queries:
        guests.claim(other, user=user)

    order = order_of_locks(queries.captured_queries)
    assert "version" in order
    assert "event" not in order[order.index("version") :]


def refusal_of(call: Callable[[], Any]) -> Exception | None:
    try:
        call()
    except REFUSALS as error:
        return error
    return None


def race_beside_a_filling_sign_up(
    monkeypatch: pytest.MonkeyPatch, *, patience: float = PATIENCE
) -> list[Exception | None]:
    """She is erased, while somebody holds the second event and then tells lists that it is full.

    With all locks first the erasure waits for who fills: then their patience is to end.
    """
    first, second = full_events(2)
    is_held, told = threading.Event(), threading.Event()

    def bump() -> None:
        bump_version()
        told.set()

    monkeypatch.setattr(settling, "bump_version", bump)

    def fill() -> None:
        with transaction.atomic(), settled(second.pk):
            is_held.set()
            told.wait(timeout=patience)  # the erasure has come as far as it can
            bump_version()

    def leave() -> None:
        is_held.wait(timeout=PATIENCE)
        erase(subject_at(ADDRESS))

    assert Event.objects.filter(pk__in=(first.pk, second.pk), taken=1).count() == 2
    return at_once([lambda: refusal_of(fill), lambda: refusal_of(leave)])


@contextmanager
def one_by_one(event_ids: Collection[int]) -> Iterator[list[Event]]:
    """The control: as it was, the first tells lists before the second is locked."""
    for pk in sorted(event_ids):
        with settled(pk) as event:
            for row in event.registrations.active():
                erasing.change(row, State.CANCELLED)
    yield []


class TestRaces:
    pytestmark = races

    def test_without_all_locks_first_one_of_the_two_loses(
        self, transactional_db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build_tree()
        monkeypatch.setattr(erasing, "all_settled", one_by_one)
        assert any(race_beside_a_filling_sign_up(monkeypatch))

    def test_erasure_beside_a_sign_up_that_fills(
        self, transactional_db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build_tree()
        assert race_beside_a_filling_sign_up(monkeypatch, patience=1) == [None, None]
        assert not Registration.objects.filter(email=ADDRESS).exists()

    def test_erasure_beside_many_sign_ups(self, transactional_db: None) -> None:
        build_tree()
        events = full_events(3)

        def sign_up(number: int) -> None:
            register(events[number % 3].pk, guest(f"p{number}@b.example"))

        calls = [lambda n=n: refusal_of(lambda: sign_up(n)) for n in range(9)]
        leave = [lambda: refusal_of(lambda: erase(subject_at(ADDRESS)))]
        assert at_once(calls + leave) == [None] * 10
        for event in events:
            assert event.registrations.holding().count() <= 1
            assert event.registrations.active().count() == 3

    def test_two_erasures_of_one_person_are_one(self, transactional_db: None) -> None:
        build_tree()
        full_events(2)

        def leave() -> None:
            erase(subject_at(ADDRESS))

        assert at_once([lambda: refusal_of(leave)] * 2) == [None, None]
        assert Erasure.objects.count() == 2, "one for each person behind the address"
        assert not Registration.objects.filter(email=ADDRESS).exists()
        assert Registration.objects.filter(state=State.CANCELLED).count() == 2

    def test_two_people_of_the_same_events_are_erased_at_once(self, transactional_db: None) -> None:
        build_tree()
        events = full_events(3)
        for event in reversed(events):
            registration_factory(event, State.WAITING, email="roelf@zeevonk.example")

        calls = [
            lambda email=email: refusal_of(lambda: erase(subject_at(email)))
            for email in (ADDRESS, "roelf@zeevonk.example")
        ]
        assert at_once(calls) == [None, None]
        assert not Registration.objects.active().exists()
