"""An event stops asking for approval: who waited for it has a place, and hears so, once."""

from typing import Any

import pytest

from brink.jobs.runner import run_due
from events.models import Event, EventPage, Registration
from events.settling import expire
from tests.events.applicants import counters, mails, states
from tests.events.groups import group, states_of
from tests.factories.events import event_factory, registration_factory
from tests.factories.pages import publish

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


def test_publish_without_approval_confirms_who_waited_for_it_also_when_nobody_queues() -> None:
    event = event_factory(capacity=5, needs_approval=True)
    row = registration_factory(event, "pending")
    publish(EventPage.objects.get(translation_key=event.key), needs_approval=False)
    run_due()
    run_due()
    assert states(event) == [State.CONFIRMED]
    assert counters(event) == (1, 0)
    assert len(mails("confirmed")) == 1
    assert list(row.history.values_list("what", flat=True)) == [State.CONFIRMED]


def test_who_waits_for_a_decision_that_is_still_asked_waits_on() -> None:
    event = event_factory(capacity=5, needs_approval=True)
    registration_factory(event, "pending")
    expire(event.pk)
    assert states(event) == [State.PENDING]


@pytest.mark.parametrize("facts", [{"status": "cancelled"}, {"visible": False}])
def test_nobody_is_told_of_a_place_at_an_event_that_is_off_or_hidden(facts: dict[str, Any]) -> None:
    event = event_factory(capacity=5, needs_approval=True)
    registration_factory(event, "pending")
    Event.objects.filter(pk=event.pk).update(needs_approval=False, **facts)
    expire(event.pk)
    assert states(event) == [State.PENDING]
    assert mails() == []


def test_contact_of_a_group_hears_it_once_for_all() -> None:
    event = event_factory(capacity=5, needs_approval=True, group_limit=5)
    booking = group(event, 3)
    before = len(mails("group"))
    Event.objects.filter(pk=event.pk).update(needs_approval=False)
    expire(event.pk)
    assert states_of(booking) == [State.CONFIRMED] * 3
    assert len(mails("group")) == before + 1


def test_choice_of_place_is_in_the_history_of_who_has_another_now() -> None:
    facts: dict[str, Any] = {"presence": "hybrid", "capacity": 5, "online_capacity": 5}
    event = event_factory(**facts, online_url="https://video.example/x")
    rows = [registration_factory(event, seat=seat) for seat in ("room", "online")]
    was = rows[1].changed
    publish(EventPage.objects.get(translation_key=event.key), presence="room")
    rows[1].refresh_from_db()
    assert rows[1].seat == "room"
    assert rows[1].changed > was
    assert [line.note for row in rows for line in row.history.all()] == ["room"]
