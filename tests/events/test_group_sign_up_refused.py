"""Signing up several people where it is refused: what is typed wrong, and what does not fit."""

from typing import Any

import pytest
from django.test import Client

from brink.jobs.models import Job
from events import places
from events.models import Booking, Event
from events.places import BusyError
from tests.events.group_form import FILLED, address, errors, post, rows, soup
from tests.events.signing_up import account
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")


def test_forged_number_of_rows_is_bounded(client: Client) -> None:
    forged = {"guest-TOTAL_FORMS": "9" * 9, "number": ""}
    page = soup(post(client, event_factory(group_limit=4), **forged))
    assert len(page.select("fieldset.group-row")) == 4


def test_rows_for_a_number_that_is_wrong_are_refused(client: Client) -> None:
    response = post(client, event_factory(), rows="1", number="400")
    assert response.status_code == 422
    assert errors(response) == ["#id_number"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"given": ""}, "#id_given"),
        ({"email": "femke"}, "#id_email"),
        ({"number": "0"}, "#id_number"),
        ({"number": "many"}, "#id_number"),
        ({"number": "10"}, "#id_number"),
        ({"number": "1", "comes": ""}, "#id_number"),
        ({"uid": "x"}, "#id_uid"),
        ({"may_split": "perhaps"}, "#id_may_split_0"),
    ],
)
def test_bad_input_is_said_at_the_field(client: Client, change: dict, where: str) -> None:
    event = event_factory()
    response = post(client, event, **change)
    assert (response.status_code, errors(response)) == (422, [where])
    assert FILLED["organisation"] in response.content.decode()
    assert not event.registrations.exists()
    assert not Job.objects.filter(kind="events.tell").exists()


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ([("Jan", "jan@b"), ("", "")], "guest-0-email"),
        ([("www.evil.example", ""), ("", "")], "guest-0-given"),
        ([("Jan", "jan@b.example"), ("Piet", "JAN@b.example")], "guest-1-email"),
    ],
)
def test_bad_row_is_said_at_the_field(
    client: Client, names: list[tuple[str, str]], field: str
) -> None:
    response = post(client, event_factory(), **rows(*names))
    page = soup(response)
    assert response.status_code == 422
    assert page.select_one(f"#id_{field}_error")
    assert page.select_one(f'.error-summary a[href="#id_{field}"]')
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("lang", "start"), [("nl", "Collega 2, E-mailadres: "), ("en", "Colleague 2, E-mail address: ")]
)
def test_own_address_at_a_colleague_is_refused_and_whose_row_is_named(
    client: Client, lang: str, start: str
) -> None:
    typed = {**FILLED, **rows(("Jan", ""), ("Piet", FILLED["email"].upper()))}
    response = client.post(address(event_factory(lang), lang), typed)
    assert response.status_code == 422
    (link,) = soup(response).select(".error-summary a")
    assert link.text.startswith(start)
    assert link["href"] == "#id_guest-1-email"
    assert not Booking.objects.exists()


def test_too_few_places_ask_for_a_choice_and_say_how_many_are_left(client: Client) -> None:
    event = event_factory(capacity=3)
    response = post(client, event)
    assert (response.status_code, errors(response)) == (422, ["#id_may_split_0"])
    assert "3" in soup(response).select_one("#id_may_split_error").text
    assert post(client, event, may_split="shared").status_code == 302
    assert event.registrations.exclude(held_until=None).count() == 3


@pytest.mark.parametrize(("seat", "left"), [("room", "2"), ("online", "1")])
def test_what_is_left_is_of_the_kind_that_was_chosen(client: Client, seat: str, left: str) -> None:
    event = event_factory(presence="hybrid", capacity=2, online_capacity=1)
    response = post(client, event, seat=seat)
    assert left in soup(response).select_one("#id_may_split_error").text
    assert post(client, event, seat=seat, may_split="shared").status_code == 302
    assert set(event.registrations.values_list("seat", flat=True)) == {seat}


def test_group_that_would_never_fit_is_told_so(client: Client) -> None:
    event = event_factory(capacity=3)
    response = post(client, event, may_split="together")
    assert response.status_code == 409
    assert errors(response) == ["#id_number"]


def test_account_that_has_a_place_is_told_to_untick_itself(client: Client) -> None:
    event = event_factory()
    user = account(client, given="Silke")
    registration_factory(event, person=user.person)
    response = post(client, event)
    assert (response.status_code, errors(response)) == (409, ["#id_comes"])
    assert post(client, event, comes="").status_code == 302


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"organisation_limit": 2}])
def test_refused_group_is_told_why_and_nothing_is_stored(client: Client, fields: dict) -> None:
    event = event_factory(**fields)
    response = post(client, event)
    assert response.status_code == 409
    assert not Booking.objects.exists()


def test_busy_event_keeps_what_was_typed(client: Client, monkeypatch: Any) -> None:
    event = event_factory()

    def taken(event_id: int) -> Event:
        raise BusyError

    monkeypatch.setattr(places, "lock", taken)
    response = post(client, event, **rows(("Jan", ""), ("", "")))
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert soup(response).select_one("#id_guest-0-given")["value"] == "Jan"


def test_flood_from_one_network_is_refused(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"event_registration": "1/h/ip"}
    event = event_factory()
    codes = [post(client, event, email=f"a{n}@b.example").status_code for n in range(2)]
    assert codes == [302, 429]


def test_other_methods_are_refused(client: Client) -> None:
    assert client.put(address(event_factory())).status_code == 405


def test_unknown_event_has_no_form(client: Client) -> None:
    event = event_factory()
    Event.objects.filter(pk=event.pk).update(visible=False)
    assert client.get(address(event)).status_code == 404


def test_summary_puts_no_colon_behind_a_question(client: Client) -> None:
    event = event_factory("en", presence="hybrid", capacity=1, online_capacity=9)
    registration_factory(event)
    page = soup(client.post(address(event, "en"), FILLED))
    told = [link.text for link in page.select(".error-summary a")]
    assert "How do you take part? Choose whether you come or take part online." in told
