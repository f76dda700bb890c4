"""How long an offer stands, and what becomes of one that nobody answers."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from brink.jobs.models import Job
from events.answering import OfferOverError, accept, decline
from events.models import Event, Registration
from events.offers import answer_by
from events.settling import expire
from tests.events.applicants import mails
from tests.factories.events import event_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")
NOON = datetime.fromisoformat("2026-12-01T12:00:30+01:00")


@pytest.mark.parametrize(
    ("left", "answer"),
    [
        (timedelta(days=20), timedelta(hours=24)),
        (timedelta(hours=48), timedelta(hours=24)),
        (timedelta(hours=20), timedelta(hours=10)),
        (timedelta(minutes=30), timedelta(minutes=15)),
    ],
)
def test_offer_stands_a_day_or_half_of_what_is_left(left: timedelta, answer: timedelta) -> None:
    event = Event(start=NOON + left, end=NOON + left + timedelta(hours=2))
    assert answer_by(event, NOON) == (NOON + answer).replace(second=0)


def test_offer_never_ends_before_it_can_be_read() -> None:
    event = Event(start=NOON + timedelta(seconds=40), end=NOON + timedelta(hours=2))
    assert answer_by(event, NOON) == NOON + timedelta(minutes=1)


def queue() -> tuple[Event, list[Registration]]:
    event = event_factory(capacity=1)
    rows = [registration_factory(event, "waiting") for _n in range(2)]
    expire(event.pk)
    return event, rows


def state_of(rows: list[Registration]) -> list[str]:
    found = dict(Registration.objects.values_list("pk", "state"))
    return [found[row.pk] for row in rows]


def test_offer_that_is_not_answered_goes_to_the_next_and_both_hear_of_it() -> None:
    event, rows = queue()
    assert state_of(rows) == [State.OFFERED, State.WAITING]
    with time_machine.travel(timezone.now() + timedelta(hours=24)):
        expire(event.pk)
        expire(event.pk)
        assert state_of(rows) == [State.LAPSED, State.OFFERED]
        with pytest.raises(OfferOverError):
            accept(rows[0])
    assert len(mails("lapsed")) == 1
    assert len(mails("offer")) == 2


def test_offer_ends_by_a_job_of_its_own() -> None:
    event, _rows = queue()
    job = Job.objects.get(key__startswith=f"expire:offer:{event.pk}:")
    assert job.due == event.registrations.get(state=State.OFFERED).held_until


def test_offer_is_taken_once_and_left_once() -> None:
    _event, (first, second) = queue()
    assert accept(first).pk == accept(first).pk
    assert state_of([first, second]) == [State.CONFIRMED, State.WAITING]
    assert len(mails("promoted")) == 1
    decline(first)
    assert state_of([first]) == [State.CONFIRMED], "it was answered; to cancel is another link"


def test_offer_that_is_left_goes_to_the_next_at_once() -> None:
    _event, rows = queue()
    decline(rows[0])
    decline(rows[0])
    assert state_of(rows) == [State.CANCELLED, State.OFFERED]


def test_offer_of_a_cancelled_event_ends_in_silence() -> None:
    event, rows = queue()
    Event.objects.filter(pk=event.pk).update(status="cancelled")
    with pytest.raises(OfferOverError):
        accept(rows[0])
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        expire(event.pk)
    assert state_of(rows) == [State.LAPSED, State.WAITING]
    assert mails("lapsed") == []


def test_offer_ends_before_registration_closes_and_the_next_is_asked_in_time() -> None:
    event = event_factory(capacity=1)
    rows = [registration_factory(event, "waiting") for _n in range(2)]
    closes = timezone.now() + timedelta(hours=1)
    Event.objects.filter(pk=event.pk).update(closes=closes)
    expire(event.pk)
    until = event.registrations.get(state=State.OFFERED).held_until
    assert until is not None
    assert until < closes
    with time_machine.travel(until):
        expire(event.pk)
        assert state_of(rows) == [State.LAPSED, State.OFFERED]
    with time_machine.travel(closes):
        expire(event.pk)
        assert state_of(rows) == [State.LAPSED, State.LAPSED], "nobody holds what nobody may have"


def test_offer_stands_when_registration_is_closed_earlier_than_it_was_to_be() -> None:
    event, rows = queue()
    Event.objects.filter(pk=event.pk).update(closes=timezone.now())
    assert state_of([accept(rows[0])]) == [State.CONFIRMED]


@pytest.mark.parametrize(("is_flexible", "state"), [(True, State.OFFERED), (False, State.WAITING)])
def test_last_hours_are_for_who_said_yes_to_them(is_flexible: bool, state: str) -> None:
    event = event_factory(capacity=1)
    row = registration_factory(event, "waiting", is_flexible=is_flexible)
    with time_machine.travel(event.start - timedelta(hours=12)):
        expire(event.pk)
    assert state_of([row]) == [state]


def test_last_hours_pass_over_who_did_not_say_yes() -> None:
    event = event_factory(capacity=1)
    rows = [registration_factory(event, "waiting", is_flexible=yes) for yes in (False, True)]
    with time_machine.travel(event.start - timedelta(hours=2)):
        expire(event.pk)
    assert state_of(rows) == [State.WAITING, State.OFFERED]
