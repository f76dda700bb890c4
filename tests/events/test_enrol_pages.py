"""Signing up for the meetings of a series in one form, one mail and one button."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from brink.jobs.runner import run_due
from events import links
from events.messages import card_of, enrol_address
from events.models import Booking, Event, Registration, Series
from tests.events.evenings import LANGS, evening, evenings, path_of, read, sent, series, states
from tests.events.signing_up import FILLED, account, led_to, link_in
from tests.factories.events import registration_factory

__all__ = ["evenings", "series"]  # fixtures

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


@LANGS
def test_form_shows_each_meeting_with_what_is_left(
    client: Client, series: Series, evenings: list[Event], lang: str
) -> None:
    registration_factory(evenings[0])
    Event.objects.filter(pk=evenings[1].pk).update(taken=5)
    Event.objects.filter(pk=evenings[2].pk).update(status="cancelled")
    page = read(client.get(path_of(series, lang)))
    boxes = page.select("[name=meetings]")
    assert [box["value"] for box in boxes] == [str(event.pk) for event in evenings[:2]]
    assert all(box.has_attr("checked") for box in boxes)
    words = [page.select_one(f"label[for={box['id']}]").text for box in boxes]
    assert "4" in words[0]
    if lang == "en":
        assert "4 places left" in words[0]
        assert "full, you come on the waiting list" in words[1]
    assert len(page.select("aside .series li")) == 1
    assert page.select("[name=is_flexible]")


@pytest.mark.parametrize("number", [1, 3])
def test_form_takes_the_same_queries_for_one_and_three(
    client: Client, series: Series, number: int, django_assert_num_queries: Any
) -> None:
    for each in range(number):
        event = evening(series, each + 1)
        event.questions.create(kind="text", label_nl="Lunch?", label_en="Lunch?")
    client.get(path_of(series))
    with django_assert_num_queries(7):
        assert client.get(path_of(series)).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_page_afterwards_takes_the_same_queries_for_one_and_three(
    client: Client, series: Series, number: int, django_assert_num_queries: Any
) -> None:
    user = account(client, given="Silke")
    response = sent(client, series, [evening(series, each + 1) for each in range(number)])
    client.logout()
    client.get(response.headers["Location"])
    with django_assert_num_queries(12):
        page = read(client.get(response.headers["Location"]))
    assert len(page.select(".series li")) == number
    assert user.email in page.main.text


def test_series_that_is_not_taken_as_a_whole_ticks_nothing(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    Series.objects.update(takes_whole=False)
    assert not read(client.get(path_of(series))).select("[name=meetings][checked]")


def test_guest_confirms_all_meetings_by_one_link(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    Event.objects.filter(pk=evenings[1].pk).update(capacity=1)
    registration_factory(evenings[1])
    response = sent(client, series, evenings)
    assert response.headers["Location"] == path_of(series, name="events:enrolled")
    page = read(client.get(response.headers["Location"]))
    assert FILLED["email"].lower() in page.main.text
    assert "Dairy course" in page.main.text
    run_due()
    (letter,) = mail.outbox
    address = link_in(str(letter.body), "/en/confirm/")
    assert len(read(client.get(address)).select(".series li")) == 3
    assert states(evenings)[0] == [State.UNCONFIRMED]
    for _twice in range(2):
        page = read(client.post(address, follow=True))
    assert states(evenings) == [["confirmed"], ["confirmed", "waiting"], ["confirmed"]]
    labels = [label.text.strip() for label in page.select(".series .label")]
    assert labels == ["You are coming", "You are number 1", "You are coming"]
    run_due()
    assert len(mail.outbox) == 4


def test_account_chooses_some_meetings(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    account(client, given="Silke")
    response = sent(client, series, evenings[1:])
    assert led_to(response).event == evenings[1]
    assert states(evenings) == [[], ["confirmed"], ["confirmed"]]
    booking = Booking.objects.get()
    assert (booking.series, booking.is_group) == (series, False)


def test_form_that_is_sent_twice_is_one_sign_up(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    uid = read(client.get(path_of(series))).select_one("[name=uid]")["value"]
    for _twice in range(2):
        assert sent(client, series, evenings, uid=uid).status_code == 302
    assert Booking.objects.count() == 1
    assert Registration.objects.count() == 3
    stranger = {"uid": uid, "email": "other@b.example"}
    assert sent(client, series, evenings, **stranger).status_code == 302
    assert Booking.objects.count() == 2, "the number of another opens nothing of theirs"


def test_who_goes_back_and_chooses_another_meeting_has_both(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    account(client)
    uid = read(client.get(path_of(series))).select_one("[name=uid]")["value"]
    for evening_chosen in evenings[:2]:
        response = sent(client, series, [evening_chosen], uid=uid)
        assert led_to(response).event == evening_chosen
    assert states(evenings) == [["confirmed"], ["confirmed"], []]


def test_meeting_that_was_signed_up_for_before_stays_and_is_confirmed_too(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    known = registration_factory(evenings[0], "unconfirmed", email="femke@zeevonk.example")
    sent(client, series, evenings)
    client.post(links.path("confirm", known))
    assert states(evenings) == [["confirmed"], ["confirmed"], ["confirmed"]]


def test_who_has_all_meetings_already_is_shown_them(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    user = account(client, given="Silke")
    known = [registration_factory(event, email=user.email) for event in evenings]
    chosen = {"meetings": [event.pk for event in evenings], "uid": uuid4()}
    assert led_to(client.post(path_of(series), {**FILLED, **chosen})) == known[0]
    assert Registration.objects.count() == 3


def test_kind_of_place_is_asked_once(client: Client, series: Series) -> None:
    both = evening(series, 10, presence="hybrid", online_capacity=5)
    online = evening(series, 20, presence="online")
    sent(client, series, [both, online], seat="online")
    assert set(Registration.objects.values_list("seat", flat=True)) == {"online"}


def test_page_of_a_meeting_leads_to_the_form(
    client: Client, series: Series, evenings: list[Event]
) -> None:
    path = card_of(evenings[0], "en").path
    found = read(client.get(path)).select_one(f"aside a[href='{path_of(series)}']")
    assert found.text == "Sign up for all meetings"
    Event.objects.filter(pk__in=[event.pk for event in evenings[1:]]).update(status="cancelled")
    assert not read(client.get(path)).select(f"aside a[href='{path_of(series)}']")


def test_mail_leads_to_the_other_meetings_only_where_there_are(
    series: Series, evenings: list[Event]
) -> None:
    first, second, third = evenings
    Event.objects.filter(pk=third.pk).update(status="cancelled")
    one = registration_factory(first, email="jan@b.example")
    assert enrol_address(one).endswith(path_of(series, one.language))
    registration_factory(second, email="jan@b.example")
    assert enrol_address(one) == ""
