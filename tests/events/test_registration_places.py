"""Who may have a place, and what becomes of one that is given up, added or taken away."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import ContentVersion
from events.admission import Admission, admission
from events.models import Event, EventPage, Registration
from events.places import UNPROVEN
from events.registration import RefusedError, cancel, confirm, register
from events.standing import HOLD
from tests.events.applicants import account, counters, guest, mails, states
from tests.factories.events import event_factory, registration_factory
from tests.factories.pages import publish

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, Admission.OPEN),
        ({"capacity": None}, Admission.OPEN),
        ({"capacity": 0}, Admission.FULL),
        ({"taken": 2}, Admission.FULL),
        ({"taken": 1, "waiting": 1}, Admission.FULL),
        ({"opens": timedelta(hours=1)}, Admission.NOT_YET),
        ({"opens": timedelta(hours=-1)}, Admission.OPEN),
        ({"closes": timedelta(hours=-1)}, Admission.CLOSED),
        ({"visible": False}, Admission.CLOSED),
        ({"status": "moved"}, Admission.OPEN),
        ({"status": "cancelled", "taken": 2}, Admission.CANCELLED),
        ({"start": timedelta(hours=-1)}, Admission.CLOSED),
        ({"start": timedelta(hours=-1), "closes": timedelta(hours=1)}, Admission.OPEN),
        ({"start": timedelta(hours=-3), "end": timedelta(seconds=-1)}, Admission.PAST),
    ],
)
def test_admission_answers_by_the_facts(facts: dict[str, Any], answer: Admission) -> None:
    now = timezone.now()
    base = {"start": now + timedelta(days=3), "end": now + timedelta(days=4), "capacity": 2}
    moments = {name: now + v if isinstance(v, timedelta) else v for name, v in facts.items()}
    event = Event(**{**base, "visible": True, **moments})
    assert admission(event, now) == answer
    assert answer.is_open == (answer in (Admission.OPEN, Admission.FULL))


def test_expiry_frees_the_place_and_promotes() -> None:
    event = event_factory(capacity=1)
    registration = register(event.pk, guest())
    waiting = register(event.pk, account())
    with time_machine.travel(timezone.now() + HOLD + timedelta(seconds=1)):
        run_due()
    assert states(event) == [State.EXPIRED, State.OFFERED]
    assert counters(event) == (1, 0)
    assert mails("offer") == [f"mail:offer:{waiting.uid}:1"]  # half an hour after signing up
    assert Job.objects.filter(key__startswith=f"expire:{registration.uid}").count() == 1


def test_expiry_ends_who_came_when_it_was_full_after_three_days() -> None:
    event = event_factory(capacity=1)
    register(event.pk, account())
    without = register(event.pk, guest())
    with time_machine.travel(without.created + UNPROVEN - timedelta(minutes=1)):
        run_due()
        assert states(event) == [State.CONFIRMED, State.UNCONFIRMED]
    with time_machine.travel(without.created + UNPROVEN):
        run_due()
        assert states(event) == [State.CONFIRMED, State.EXPIRED]
        assert confirm(without).state == State.WAITING  # the link still works


def test_page_owes_nothing_to_an_unproven_address_without_a_place() -> None:
    event = event_factory(capacity=1)
    page = EventPage.objects.get(translation_key=event.key)
    registration = registration_factory(event, "unconfirmed")
    assert not page.has_obligations()
    for held, state in [(timezone.now(), "unconfirmed"), (None, "waiting"), (None, "confirmed")]:
        Registration.objects.filter(pk=registration.pk).update(held_until=held, state=state)
        assert page.has_obligations()


def test_cancel_promotes_the_first_and_tells_both() -> None:
    event = event_factory(capacity=1)
    first, second, third = (register(event.pk, account()) for _n in range(3))
    assert cancel(first).state == State.CANCELLED
    cancel(first)
    assert states(event) == [State.CANCELLED, State.OFFERED, State.WAITING]
    assert mails("cancelled") == [f"mail:cancelled:{first.uid}:0"]
    assert mails("offer") == [f"mail:offer:{second.uid}:0"]
    assert third.queue_number() == 1


def test_cancel_is_refused_once_the_event_is_over() -> None:
    event = event_factory()
    registration = register(event.pk, account())
    with time_machine.travel(event.end + timedelta(minutes=1)), pytest.raises(RefusedError):
        cancel(registration)


def test_counters_are_counted_anew_whatever_stood_there() -> None:
    event = event_factory(capacity=5)
    registration_factory(event)
    Event.objects.filter(pk=event.pk).update(taken=5, waiting=0)
    register(event.pk, account())
    assert counters(event) == (2, 0)


def test_version_goes_up_only_when_readers_see_a_change() -> None:
    event = event_factory(capacity=8)
    before = ContentVersion.objects.get(pk=1).number
    register(event.pk, account())
    assert ContentVersion.objects.get(pk=1).number == before
    for _n in range(7):
        register(event.pk, account())
    assert ContentVersion.objects.get(pk=1).number == before + 2  # few, then full


def test_publish_with_more_places_promotes_after_the_publish() -> None:
    event = event_factory(capacity=1)
    for _n in range(3):
        register(event.pk, account())
    page = EventPage.objects.get(translation_key=event.key)
    publish(page, capacity=2)
    assert counters(event) == (1, 2)
    run_due()
    assert counters(event) == (2, 1)


def test_publish_with_fewer_places_throws_nobody_out() -> None:
    event = event_factory(capacity=3)
    people = [register(event.pk, account()) for _n in range(4)]
    publish(EventPage.objects.get(translation_key=event.key), capacity=1)
    run_due()
    assert counters(event) == (3, 1)
    cancel(people[0])
    assert counters(event) == (2, 1)


def test_who_has_come_in_cannot_cancel_any_more() -> None:
    event = event_factory(capacity=1)
    row = registration_factory(event, checked_in=timezone.now())
    with pytest.raises(RefusedError):
        cancel(row)
    assert states(event) == [State.CONFIRMED]
