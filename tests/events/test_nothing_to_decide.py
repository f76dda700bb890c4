"""An event that is off or over: nobody is approved, refused, put first, or mailed about a place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.approval import approve, refuse
from events.by_hand import add_by_hand, move_up
from events.desk.bulk import ACTIONS, perform
from events.desk.list_file import Line
from events.desk.taking_in import foretell, take_in
from events.models import Event, Registration
from events.registration import RefusedError, register
from tests.events.applicants import guest, mails, states
from tests.factories.events import event_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")

AGO = timedelta(days=1)
ACTS: dict[str, tuple[str, Callable[[Registration], Any]]] = {
    "approve": ("pending", lambda row: approve(row, None)),
    "refuse": ("pending", lambda row: refuse(row, None, "Vol")),
    "move-up": ("waiting", lambda row: move_up(row, None, "Spreekt")),
}


def shut(is_off: bool) -> Event:
    event = event_factory(capacity=1, needs_approval=True)
    over = {"start": timezone.now() - 2 * AGO, "end": timezone.now() - AGO}
    Event.objects.filter(pk=event.pk).update(**{"status": "cancelled"} if is_off else over)
    event.refresh_from_db()
    return event


@pytest.mark.parametrize("is_off", [True, False])
@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_decided_about_an_event_that_is_off_or_over(act: str, is_off: bool) -> None:
    state, do = ACTS[act]
    row = registration_factory(shut(is_off), state)
    with pytest.raises(RefusedError):
        do(row)
    assert states(row.event) == [state]
    assert row.history.count() == 0
    assert mails() == []


@pytest.mark.parametrize("is_off", [True, False])
def test_desk_says_that_the_event_is_off_or_over(is_off: bool) -> None:
    row = registration_factory(shut(is_off), "pending")
    ((_row, problem),) = perform(ACTIONS["approve"], [row], None).failed
    assert problem
    other = registration_factory(shut(not is_off), "pending")
    assert problem != perform(ACTIONS["approve"], [other], None).failed[0][1]


@pytest.mark.parametrize("is_off", [True, False])
def test_who_is_added_by_hand_is_not_mailed_about_what_is_off_or_over(is_off: bool) -> None:
    row = add_by_hand(shut(is_off).pk, guest(), None)
    assert row.state == State.CONFIRMED
    assert mails() == []


def test_who_never_proved_the_address_is_put_on_the_list_by_the_organiser() -> None:
    event = event_factory(capacity=1)
    asked = register(event.pk, guest())
    row = add_by_hand(event.pk, guest(), None)
    again = add_by_hand(event.pk, guest(), None)
    assert asked.pk == row.pk == again.pk
    row.refresh_from_db()
    assert (row.state, row.held_until) == (State.CONFIRMED, None)
    assert row.approved
    assert len(mails("confirmed")) == 1


def test_who_never_proved_the_address_waits_where_all_is_taken() -> None:
    event = event_factory(capacity=1)
    registration_factory(event)
    register(event.pk, guest())
    assert add_by_hand(event.pk, guest(), None).state == State.WAITING


def test_list_of_people_foretells_and_admits_who_never_proved_the_address() -> None:
    event = event_factory(capacity=5)
    register(event.pk, guest("a@b.example"))
    person = {"given": "An", "family": "Bos", "email": "a@b.example"}
    (planned,) = foretell(event, [Line(1, person)])
    assert planned.outcome == "added"
    assert take_in(event.pk, planned.person or {}, None)
    assert take_in(event.pk, planned.person or {}, None) is None
    assert states(event) == [State.CONFIRMED]
