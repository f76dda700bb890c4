"""A contact answers an offer for the whole group, and gives places up."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from brink.jobs.runner import run_due
from events import links
from events.groups.claiming import claim
from events.models import Booking, Event, Registration
from events.registration import cancel
from tests.events.contacts import path, place, soup, text
from tests.events.groups import CONTACT, first, group, last, states_of
from tests.events.test_claiming import jan
from tests.factories.events import event_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


def test_thrown_away_it_is_gone_as_a_whole(client: Client) -> None:
    booking = group(event_factory(), is_verified=False)
    client.post(links.path("cancel", first(booking)))
    assert states_of(booking) == [State.CANCELLED] * 3


@pytest.mark.parametrize(
    ("answer", "found"), [("accept", State.CONFIRMED), ("decline", State.CANCELLED)]
)
def test_offer_is_answered_for_all(client: Client, answer: str, found: str) -> None:
    booking = offered()
    assert soup(client.get(path(booking))).select_one("#offer")
    for _n in range(2):
        response = client.post(path(booking, "group-offer"), {"answer": answer})
        assert response.status_code == 302
    assert states_of(booking) == [found] * 2


def offered() -> Booking:
    event = event_factory(capacity=2)
    holders, booking = group(event, 2, email="ander@b.example"), group(event, 2)
    for row in holders.registrations.all():
        cancel(row)
    assert states_of(booking) == [State.OFFERED] * 2
    return booking


def test_offer_of_a_cancelled_event_is_over(client: Client) -> None:
    booking = offered()
    Event.objects.update(status="cancelled")
    response = client.post(path(booking, "group-offer"), {"answer": "accept"})
    assert response.status_code == 409
    assert states_of(booking) == [State.OFFERED] * 2


def test_link_in_the_offer_leads_to_the_page_of_the_group(client: Client) -> None:
    booking = offered()
    run_due()
    letter = next(each for each in mail.outbox if each.to == [CONTACT] and "2" in str(each.body))
    assert booking.uid.hex in str(letter.body)
    response = client.get(links.path("offer", first(booking)))
    assert response.status_code == 302
    assert booking.uid.hex in response["Location"]


def test_member_does_not_answer_for_the_group(client: Client) -> None:
    booking = offered()
    mine = claim(last(booking), jan())
    response = client.post(links.path("offer", mine), {"answer": "accept"}, follow=True)
    assert booking.uid.hex not in response.request["PATH_INFO"]
    assert booking.uid.hex not in response.content.decode()
    assert states_of(booking) == [State.OFFERED] * 2


def test_one_place_is_given_up_after_a_question(client: Client) -> None:
    booking = group(event_factory())
    address = place(booking, last(booking), "group-place-cancel")
    assert client.get(address).status_code == 200
    assert states_of(booking) == [State.CONFIRMED] * 3
    for _n in range(2):
        assert client.post(address, follow=True).status_code == 200
    assert states_of(booking) == [State.CONFIRMED] * 2 + [State.CANCELLED]
    assert client.get(address).status_code == 200


def test_all_is_given_up_after_a_question(client: Client) -> None:
    booking = group(event_factory())
    assert client.get(path(booking, "group-cancel")).status_code == 200
    response = client.post(path(booking, "group-cancel"), follow=True)
    assert response.status_code == 200
    assert not soup(response).select(".group-place")
    assert states_of(booking) == [State.CANCELLED] * 3


def test_too_late_to_give_up_is_said_with_whom_to_ask(client: Client) -> None:
    booking = group(event_factory(cancel_until=timezone.now(), organiser_email="zuivel@b.example"))
    response = client.post(path(booking, "group-cancel"))
    assert response.status_code == 409
    assert "zuivel@b.example" in text(response)
    assert states_of(booking) == [State.CONFIRMED] * 3
