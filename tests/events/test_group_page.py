"""The page of a contact: how the group stands, who gets to see it, and what it shows of others."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from brink.people.models import Person
from events import links
from events.groups import links as booking_links
from events.groups.booking import Guest
from events.groups.claiming import claim
from events.groups.contact import add_guests
from events.links import AFTERLIFE
from events.models import Registration
from events.registration import register
from tests.events.contacts import named, path, place, soup, text
from tests.events.groups import CONTACT, first, group, last, states_of
from tests.events.test_claiming import jan
from tests.factories.events import event_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_tells_who_has_a_place_and_who_waits(client: Client, lang: str) -> None:
    event = event_factory(lang, capacity=2)
    booking = group(event, 4, may_split=True, language=lang)
    with translation.override(lang):
        response = client.get(path(booking))
    page = soup(response)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert len(page.select(".group-place .label--green")) == 2
    assert len(page.select(".group-place .label--water")) == 2
    assert "Femke Zee" in text(response)


def test_what_one_does_at_a_place_is_named_by_who_has_it(client: Client) -> None:
    booking = group(event_factory(), 3)
    Person.objects.filter(pk=last(booking).person_id).update(given="Jan", family="Post")
    page = soup(client.get(path(booking)))
    told = [
        {each.text for each in box.select("summary span")} for box in page.select(".group-place")
    ]
    assert told[1:] == [{": 2"}, {": Jan Post"}]


@pytest.mark.parametrize("n", [2, 6])
def test_page_takes_the_same_queries_for_small_and_large_groups(
    client: Client, n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    booking = group(event_factory(), n)
    client.get(path(booking))
    with django_assert_num_queries(11):
        client.get(path(booking))


def test_opening_the_page_or_a_change_changes_nothing(client: Client) -> None:
    booking = group(event_factory(capacity=3))
    before = list(Registration.objects.order_by("pk").values())
    for name in ("group", "group-add", "group-wishes", "group-offer", "group-cancel"):
        for method in (client.get, client.head):
            assert method(path(booking, name)).status_code in (200, 302)
    for name in ("group-place", "group-place-cancel"):
        assert client.get(place(booking, last(booking), name)).status_code in (200, 302)
    assert list(Registration.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("token", ["x", "0" * 32, "0" * 32 + ".abc:def"])
def test_forged_link_leads_nowhere(client: Client, token: str) -> None:
    booking = group(event_factory())
    for name in ("group", "group-cancel", "group-add"):
        address = path(booking, name).replace(booking_links.token(booking), token)
        assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_link_of_another_action_is_no_link_to_the_group(client: Client) -> None:
    row = first(group(event_factory()))
    token = links.token("cancel", row)
    address = path(row.booking).replace(booking_links.token(row.booking), token)
    assert client.get(address).status_code == 404


def test_page_is_gone_some_time_after_the_event(client: Client) -> None:
    booking = group(event_factory())
    address = path(booking)
    with time_machine.travel(timezone.now() + timedelta(days=25) + AFTERLIFE):
        assert client.get(address).status_code == 410


def test_group_that_is_not_confirmed_is_led_to_the_question(client: Client) -> None:
    booking = group(event_factory(), is_verified=False)
    response = client.get(path(booking))
    assert response.status_code == 302
    page = client.get(response["Location"])
    assert "3" in soup(page).select_one("main .lead").text
    assert states_of(booking) == [State.UNCONFIRMED] * 3


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_title_says_that_something_is_wrong(client: Client, lang: str) -> None:
    booking = group(event_factory())
    wrong = {"nl": "Fout", "en": "Error"}[lang]
    with translation.override(lang):
        assert not soup(client.get(path(booking))).title.text.startswith(wrong)
        response = client.post(path(booking, "group-add"), {"add-given": "x" * 90, "add-seen": 3})
    assert soup(response).title.text.startswith(wrong)


def test_claimed_place_shows_a_name_no_address_and_no_link(client: Client) -> None:
    booking = group(event_factory())
    mine = claim(last(booking), jan(email="geheim@b.example"))
    response = client.get(path(booking))
    content = response.content.decode()
    assert "Jan Boer" in text(response)
    assert "geheim@b.example" not in content
    assert mine.uid.hex not in content


def test_proof_of_an_address_is_not_on_the_page(client: Client) -> None:
    booking = group(event_factory())
    row = last(booking)
    client.post(place(booking, row), named(row, "Jan", "jan@b.example"))
    assert "gAAAAA" not in client.get(path(booking)).content.decode()


def test_own_sign_up_beside_the_group_is_pointed_to(client: Client) -> None:
    event = event_factory()
    mine = registration_factory(event, email=CONTACT)
    booking = group(event, 2, comes=False)
    assert mine.uid.hex in client.get(path(booking)).content.decode()


def test_wrong_method_is_refused(client: Client) -> None:
    booking: Any = group(event_factory())
    assert client.post(path(booking)).status_code == 405
    assert client.put(path(booking, "group-add")).status_code == 405


def test_each_who_waits_has_their_number(client: Client) -> None:
    event = event_factory("en", capacity=1)
    booking = group(event, 2, language="en", may_split=True)
    register(event.pk, jan(email="between@b.example"))
    add_guests(booking, [Guest()])
    with translation.override("en"):
        words = text(client.get(path(booking)))
    assert "You wait for 2 places, with these numbers on the list: 1, 3." in words
