"""Who was approved is decided about anew: after other answers, or once an event asks for it."""

from typing import Any

import pytest
from django.utils import timezone

from brink.jobs.models import Job
from events.answering import accept
from events.approval import approve, change_answers
from events.models import Event, Question, Registration, Seat
from events.registration import cancel
from events.settling import expire
from events.switching import switch
from tests.events.applicants import mails
from tests.events.groups import group, states_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


def offered(**facts: Any) -> Registration:
    """Somebody with an offer of the one place, approved already where that is asked."""
    event = event_factory(capacity=1, organiser_email="ria@brink.example", **facts)
    Question.objects.create(event=event, code="w", label_nl="Wat?", label_en="What?")
    row = registration_factory(event, "waiting", approved=timezone.now())
    expire(event.pk)
    row.refresh_from_db()
    assert row.state == State.OFFERED
    return row


def test_answers_changed_while_a_place_is_offered_are_looked_at_before_it_is_sure() -> None:
    row = offered(needs_approval=True)
    change_answers(row, {"w": "anders"})
    accept(row)
    accept(row)
    row.refresh_from_db()
    assert row.state == State.PENDING
    assert row.held_until is None
    assert len(mails("pending")) == 1
    assert mails("promoted") == []
    assert Job.objects.filter(kind="events.ask-organiser").count() == 1
    approve(row, None)
    row.refresh_from_db()
    assert row.state == State.CONFIRMED


def test_offer_to_who_is_approved_gives_the_place_at_once() -> None:
    row = offered(needs_approval=True)
    accept(row)
    row.refresh_from_db()
    assert row.state == State.CONFIRMED
    assert len(mails("promoted")) == 1


def test_approval_switched_on_while_a_place_is_offered_counts() -> None:
    event = event_factory(capacity=1)
    row = registration_factory(event, "waiting")
    expire(event.pk)
    Event.objects.filter(pk=event.pk).update(needs_approval=True)
    accept(row)
    row.refresh_from_db()
    assert row.state == State.PENDING


def test_group_of_which_one_was_approved_takes_both_and_waits_for_one() -> None:
    event = event_factory(capacity=2, group_limit=5)
    holders = [registration_factory(event) for _n in range(2)]
    booking = group(event, 2)
    for holder in holders:
        cancel(holder)
    assert states_of(booking) == [State.OFFERED] * 2
    Event.objects.filter(pk=event.pk).update(needs_approval=True)
    first, _second = booking.registrations.order_by("position")
    Registration.objects.filter(pk=first.pk).update(approved=timezone.now())
    accept(first)
    assert states_of(booking) == [State.CONFIRMED, State.PENDING]


def test_answers_of_who_waits_for_a_decision_are_told_to_the_organiser() -> None:
    event = event_factory(needs_approval=True, organiser_email="ria@brink.example")
    Question.objects.create(event=event, code="w", label_nl="Wat?", label_en="What?")
    row = registration_factory(event, "pending")
    change_answers(row, {"w": "anders"})
    assert Job.objects.filter(kind="events.ask-organiser").count() == 1


def test_reminder_that_was_written_does_not_go_to_who_is_decided_about_anew() -> None:
    event = event_factory(needs_approval=True)
    Question.objects.create(event=event, code="w", label_nl="Wat?", label_en="What?")
    row = registration_factory(event, approved=timezone.now())
    key = f"mail:reminder:{event.pk}:{row.uid}:day"
    Job.objects.create(kind="mail", key=key, payload={}, due=timezone.now())
    change_answers(row, {"w": "anders"})
    assert not Job.objects.filter(key=key, state=Job.State.QUEUED, expires=None).exists()


def test_change_of_seat_or_approval_moves_the_stamp() -> None:
    facts: dict[str, Any] = {"presence": "hybrid", "capacity": 2, "online_capacity": 2}
    event = event_factory(**facts, online_url="https://video.example/x", needs_approval=True)
    rows = [registration_factory(event), registration_factory(event, "waiting")]
    long_ago = timezone.now().replace(year=2020)
    Registration.objects.update(changed=long_ago)
    switch(rows[0], Seat.ONLINE)
    approve(rows[1], None)
    assert not Registration.objects.filter(changed=long_ago).exists()
