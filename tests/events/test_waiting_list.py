"""The order of the waiting list, and when nobody moves up."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events.admission import Admission, admission
from events.models import Event, Registration
from events.places import count, locked
from events.settling import expire
from events.waiting_list import promote
from tests.factories.events import event_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


def queue(event: Event, n: int = 3) -> list[Registration]:
    return [registration_factory(event, "waiting") for _n in range(n)]


def state_of(registrations: list[Registration]) -> list[str]:
    rows = dict(Registration.objects.values_list("pk", "state"))
    return [rows[r.pk] for r in registrations]


def test_promotion_goes_by_position_and_not_by_time() -> None:
    event = event_factory(capacity=1)
    first, second, third = queue(event)
    Registration.objects.filter(pk=first.pk).update(position=99)
    expire(event.pk)
    assert state_of([first, second, third]) == [State.WAITING, State.OFFERED, State.WAITING]
    first.refresh_from_db()
    second.refresh_from_db()
    assert [third.queue_number(), first.queue_number(), second.queue_number()] == [1, 2, None]


def test_promotion_passes_over_unconfirmed_addresses() -> None:
    event = event_factory(capacity=1)
    unconfirmed = registration_factory(event, "unconfirmed")
    (waiting,) = queue(event, 1)
    expire(event.pk)
    assert state_of([unconfirmed, waiting]) == [State.UNCONFIRMED, State.OFFERED]


def test_promotion_without_limit_takes_everybody() -> None:
    event = event_factory(capacity=None)
    waiting = queue(event)
    expire(event.pk)
    assert state_of(waiting) == [State.OFFERED] * 3


def test_promotion_below_capacity_only() -> None:
    event = event_factory(capacity=2)
    for _n in range(3):
        registration_factory(event)
    waiting = queue(event)
    expire(event.pk)
    assert state_of(waiting) == [State.WAITING] * 3


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "cancelled"},
        {"visible": False},
        {
            "start": timezone.now() - timedelta(days=2),
            "end": timezone.now() - timedelta(days=1),
        },
    ],
)
def test_nobody_is_promoted_for_an_event_that_goes_nowhere(facts: dict[str, Any]) -> None:
    event = event_factory(capacity=5)
    waiting = queue(event)
    Event.objects.filter(pk=event.pk).update(**facts)
    expire(event.pk)
    assert state_of(waiting) == [State.WAITING] * 3
    assert not Job.objects.filter(kind="events.tell").exists()


@pytest.mark.parametrize("facts", [{"closes": -24}, {"start": -1, "end": 1}])
def test_nobody_is_promoted_once_registration_is_closed(facts: dict[str, int]) -> None:
    event = event_factory(capacity=1)
    waiting = queue(event, 2)
    moments = {name: timezone.now() + timedelta(hours=n) for name, n in facts.items()}
    Event.objects.filter(pk=event.pk).update(**moments)
    event.refresh_from_db()
    assert admission(event) == Admission.CLOSED
    expire(event.pk)
    assert state_of(waiting) == [State.WAITING, State.WAITING]


def test_promotion_twice_changes_nothing() -> None:
    event = event_factory(capacity=2)
    waiting = queue(event)
    with locked(event.pk) as row:
        count(row)
        assert len(promote(row)) == 2
        assert promote(row) == []
    assert state_of(waiting) == [State.OFFERED, State.OFFERED, State.WAITING]
    assert Job.objects.filter(key__startswith="tell:offer").count() == 2


@pytest.mark.parametrize("n", [1, 30])
def test_promotion_asks_as_many_queries_for_one_as_for_thirty(
    n: int, django_assert_num_queries: Any
) -> None:
    event = event_factory(capacity=40)
    waiting = queue(event, n)
    with django_assert_num_queries(17 + (connection.vendor == "postgresql")):  # SET LOCAL
        expire(event.pk)
    assert state_of(waiting) == [State.OFFERED] * n
    run_due()
    mails = Job.objects.filter(kind="mail", key__startswith="mail:offer")
    keys = set(mails.values_list("key", flat=True))
    assert keys == {f"mail:offer:{r.uid}:0" for r in waiting}
