"""Signing up several people as a reader does it: number, names now or later, and one mail."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events import links, places
from events.groups import links as booking_links
from events.models import Booking, Event, Question, Registration
from events.places import BusyError
from tests.events.groups import states_of
from tests.events.signing_up import account, page_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State
NAME = "events:register-group"
UID = "3f2b8a52-9df7-4f2c-9d0e-7e2f5f0a1c11"
FILLED = {
    "given": "Femke",
    "family": "Zee",
    "email": "Femke@Zeevonk.example",
    "organisation": "Bakkerij De Zeevonk",
    "comes": "on",
    "number": "3",
    "may_split": "",
    "uid": UID,
    "guest-TOTAL_FORMS": "0",
    "guest-INITIAL_FORMS": "0",
}

pytestmark = pytest.mark.usefixtures("tree")


def address(event: Event, lang: str = "nl") -> str:
    return page_of(event, lang, NAME)


def rows(*names: tuple[str, str]) -> dict[str, str]:
    found = {"guest-TOTAL_FORMS": str(len(names)), "number": str(len(names))}
    for n, (given, email) in enumerate(names):
        found |= {f"guest-{n}-given": given, f"guest-{n}-email": email}
    return found


def post(client: Client, event: Event, **change: Any) -> HttpResponse:
    return client.post(address(event), {**FILLED, **change})


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def errors(response: HttpResponse) -> list[str]:
    return [link["href"] for link in soup(response).select(".error-summary a")]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_walk_of_a_contact(client: Client, lang: str) -> None:
    event = event_factory(lang)
    form = client.get(page_of(event, lang))
    assert f'href="{address(event, lang)}"' in form.content.decode()
    page = client.get(address(event, lang))
    uid = soup(page).select_one("input[name=uid]")["value"]
    response = client.post(address(event, lang), {**FILLED, "uid": uid}, follow=True)
    assert response.status_code == 200
    assert "femke@zeevonk.example" in response.content.decode()
    run_due()
    (letter,) = mail.outbox
    assert letter.to == ["femke@zeevonk.example"]
    booking = Booking.objects.get()
    link = links.path("confirm", booking.registrations.order_by("position")[0])
    for method in (client.head, client.get, client.get):
        assert method(link).status_code == 200
    assert states_of(booking) == [State.UNCONFIRMED] * 4
    response = client.post(link, follow=True)
    assert (
        response.redirect_chain[-1][0].split("/")[:3] == booking_links.path(booking).split("/")[:3]
        or lang == "en"
    )
    assert states_of(booking) == [State.CONFIRMED] * 4
    run_due()
    assert {message.to[0] for message in mail.outbox} == {"femke@zeevonk.example"}
    assert len(mail.outbox) == 3  # the question, the own place with its calendar, the group


def test_link_is_not_there_where_everybody_comes_alone(client: Client) -> None:
    event = event_factory(group_limit=1)
    assert address(event) not in client.get(page_of(event)).content.decode()
    response = client.get(address(event))
    assert (response.status_code, response["Location"]) == (302, page_of(event))


def test_button_shows_as_many_rows_and_keeps_what_was_typed(client: Client) -> None:
    event = event_factory()
    response = post(client, event, rows="1", number="2", given="")
    page = soup(response)
    assert response.status_code == 200
    assert len(page.select("fieldset.group-row")) == 2
    assert page.select_one("#id_organisation")["value"] == FILLED["organisation"]
    assert page.select_one("input[name=uid]")["value"] == UID
    assert page.select_one("#id_comes").has_attr("checked")
    assert not page.select(".error-summary, .field__error")
    assert not Booking.objects.exists()


def test_another_number_keeps_the_names_that_were_typed(client: Client) -> None:
    event = event_factory()
    typed = {**rows(("Jan", "jan@b.example"), ("Piet", "")), "number": "3", "rows": "1"}
    page = soup(post(client, event, **typed))
    assert [field["value"] for field in page.select("input[name$=given]")[1:3]] == ["Jan", "Piet"]
    assert len(page.select("fieldset.group-row")) == 3


def test_names_stay_while_the_number_is_wrong(client: Client) -> None:
    typed = {**rows(("Jan", "jan@"), ("Piet", "")), "number": ""}
    page = soup(post(client, event_factory(), **typed))
    assert [field["value"] for field in page.select("input[name$=given]")[1:]] == ["Jan", "Piet"]
    turned = soup(post(client, event_factory(), **typed, rows="1"))
    assert len(turned.select(".error-summary li")) == 1


def test_forged_number_of_rows_is_bounded(client: Client) -> None:
    forged = {"guest-TOTAL_FORMS": "9" * 9, "number": ""}
    page = soup(post(client, event_factory(group_limit=4), **forged))
    assert len(page.select("fieldset.group-row")) == 4


def test_rows_for_a_number_that_is_wrong_are_refused(client: Client) -> None:
    response = post(client, event_factory(), rows="1", number="400")
    assert response.status_code == 422
    assert errors(response) == ["#id_number"]


def test_names_and_addresses_are_kept(client: Client) -> None:
    event = event_factory()
    response = post(client, event, **rows(("Jan", "JAN@b.example"), ("", "")))
    assert response.status_code == 302
    found = event.registrations.order_by("position").values_list("person__given", "invited_email")
    assert list(found) == [("Femke", ""), ("Jan", "jan@b.example"), ("", "")]


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


def test_double_click_is_one_booking_and_the_same_page(client: Client) -> None:
    event = event_factory()
    answers = [post(client, event) for _n in range(3)]
    assert {answer["Location"] for answer in answers} == {answers[0]["Location"]}
    assert (Booking.objects.count(), event.registrations.count()) == (1, 4)
    run_due()
    assert len(mail.outbox) == 1


def test_wrong_address_mended_by_going_back_is_a_booking_of_its_own(client: Client) -> None:
    event = event_factory()
    post(client, event, email="femke@zeevonk.exampel")
    post(client, event)
    run_due()
    assert [letter.to for letter in mail.outbox] == [
        ["femke@zeevonk.exampel"],
        ["femke@zeevonk.example"],
    ]


def test_account_is_done_at_once_and_led_to_the_page_of_the_group(client: Client) -> None:
    event = event_factory()
    user = account(client, given="Silke", family="Haan")
    assert "id_email" not in client.get(address(event)).content.decode()
    response = post(client, event)
    booking = Booking.objects.get()
    assert response["Location"].startswith(booking_links.path(booking)[:20])
    assert booking.contact.user == user
    assert states_of(booking) == [State.CONFIRMED] * 4
    assert client.get(response["Location"]).status_code == 200


def test_account_that_has_a_place_is_told_to_untick_itself(client: Client) -> None:
    event = event_factory()
    user = account(client, given="Silke")
    registration_factory(event, person=user.person)
    response = post(client, event)
    assert (response.status_code, errors(response)) == (409, ["#id_comes"])
    assert post(client, event, comes="").status_code == 302


def test_whether_an_address_is_known_does_not_show(client: Client) -> None:
    event, other = event_factory(), event_factory()
    registration_factory(event, email="femke@zeevonk.example")
    known, unknown = post(client, event), Client().post(address(other), FILLED)
    assert (known.status_code, unknown.status_code) == (302, 302)


def test_questions_are_for_who_claims(client: Client) -> None:
    event = event_factory()
    Question.objects.create(
        event=event, code="q", label_nl="Waarom?", label_en="Why?", is_required=True
    )
    assert "Waarom?" not in client.get(address(event)).content.decode()
    assert post(client, event).status_code == 302


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"organisation_limit": 2}])
def test_refused_group_is_told_why_and_nothing_is_stored(client: Client, fields: dict) -> None:
    event = event_factory(**fields)
    response = post(client, event)
    assert response.status_code == 409
    assert not Booking.objects.exists()


def test_mail_can_be_asked_for_again(client: Client) -> None:
    event = event_factory()
    response = post(client, event, follow=True, comes="")
    page = client.get(response["Location"])
    assert "femke@zeevonk.example" in page.content.decode()


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
