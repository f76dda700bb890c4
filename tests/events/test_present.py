"""Who has come in was there: nobody takes them off the list before that is undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from events import links
from events.desk.bulk import ACTIONS, perform
from events.groups import links as booking_links
from events.groups.contact import cancel_all
from events.models import Event, Registration
from events.registration import PresentError, cancel
from tests.events.groups import first, group, states_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


def come_in(row: Registration) -> Registration:
    row.checked_in = timezone.now()
    row.save(update_fields=["checked_in"])
    return row


def begun(**facts: Any) -> Event:
    return event_factory(start=timezone.now() + timedelta(minutes=10), **facts)


def test_who_has_come_in_cannot_cancel_and_it_says_why() -> None:
    row = come_in(registration_factory(begun()))
    with pytest.raises(PresentError):
        cancel(row)
    row.refresh_from_db()
    assert row.state == State.CONFIRMED


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_offers_no_button_to_who_has_come_in(client: Client, lang: str) -> None:
    row = come_in(registration_factory(begun()))
    with translation.override(lang):
        path = links.path("cancel", row)
        asked, sent = client.get(path), client.post(path)
    for response, status in ((asked, 200), (sent, 409)):
        assert response.status_code == status
        assert b'<div class="form-actions">' not in response.content


def test_desk_says_of_each_why_not_and_takes_the_others_off() -> None:
    event = begun(capacity=5)
    there = come_in(registration_factory(event))
    other = registration_factory(event)
    with translation.override("en"):
        report = perform(ACTIONS["cancel"], [there, other], None, "Vol")
    assert report.done == [other]
    assert report.failed == [(there, "they have come in; undo that first")]


def test_one_of_a_group_who_has_come_in_keeps_nobody_else_on_the_list() -> None:
    booking = group(begun(capacity=5, group_limit=5), 3)
    come_in(first(booking))
    cancel_all(booking)
    cancel_all_again(booking)
    assert states_of(booking) == [State.CONFIRMED, State.CANCELLED, State.CANCELLED]


def cancel_all_again(booking: object) -> None:
    """Nothing is left to give up: it is refused, and not passed over in silence."""
    with pytest.raises(PresentError):
        cancel_all(booking)  # type: ignore[arg-type]


def test_page_of_a_group_says_that_who_has_come_in_stays(client: Client) -> None:
    booking = group(begun(capacity=5, group_limit=5), 2)
    row = come_in(first(booking))
    with translation.override("en"):
        response = client.post(booking_links.path(booking, "group-place-cancel", number=row.pk))
    assert response.status_code == 409
    assert b"Who has come in" in response.content
    row.refresh_from_db()
    assert row.state == State.CONFIRMED
