"""Signing up several people as a reader does it: number, names now or later, and one mail."""

import pytest
from django.core import mail
from django.test import Client

from brink.jobs.runner import run_due
from events import links
from events.groups import links as booking_links
from events.models import Booking, Question, Registration
from tests.events.group_form import FILLED, UID, address, post, rows, soup
from tests.events.groups import states_of
from tests.events.signing_up import account, page_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


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


def test_names_and_addresses_are_kept(client: Client) -> None:
    event = event_factory()
    response = post(client, event, **rows(("Jan", "JAN@b.example"), ("", "")))
    assert response.status_code == 302
    found = event.registrations.order_by("position").values_list("person__given", "invited_email")
    assert list(found) == [("Femke", ""), ("Jan", "jan@b.example"), ("", "")]


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


def test_mail_can_be_asked_for_again(client: Client) -> None:
    event = event_factory()
    response = post(client, event, follow=True, comes="")
    page = client.get(response["Location"])
    assert "femke@zeevonk.example" in page.content.decode()
