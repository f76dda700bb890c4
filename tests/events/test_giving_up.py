"""What is said of a place that is given up: whose it was, and where it goes."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from brink.jobs.runner import run_due
from events import links
from events.groups import links as booking_links
from events.groups.booking import Guest
from events.groups.contact import cancel_all, rename
from events.models import Booking, Registration
from events.registration import cancel, register
from tests.events.groups import CONTACT, contact, first, group, last, states_of
from tests.factories.events import event_factory

pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize(
    ("name", "told"),
    [("Jan", "The place of Jan is gone: "), ("", "A place of your group is gone: ")],
)
def test_contact_reads_whose_place_is_gone(name: str, told: str) -> None:
    booking = group(event_factory("en"), 3, language="en")
    rename(last(booking), Guest(name))
    run_due()
    mail.outbox.clear()
    cancel(last(booking))
    run_due()
    (message,) = mail.outbox
    assert (message.to, message.subject[: len(told)]) == ([CONTACT], told)
    assert "Place given up" in message.body
    assert f"the place of {name} in your group" in message.body or not name


def test_contact_reads_how_many_places_are_gone() -> None:
    booking = group(event_factory("en"), 3, language="en", comes=False)
    run_due()
    mail.outbox.clear()
    cancel_all(booking)
    run_due()
    (message,) = mail.outbox
    assert message.subject.startswith("3 places of your group are gone: ")
    assert "Places given up" in message.body


@pytest.mark.parametrize("somebody_waits", [True, False])
def test_place_goes_to_the_waiting_list_only_where_somebody_waits(
    client: Client, somebody_waits: bool
) -> None:
    event = event_factory("en", capacity=1)
    row = register(event.pk, contact(is_verified=True))
    if somebody_waits:
        register(event.pk, contact(email="waits@b.example", is_verified=True))
    with translation.override("en"):
        page = client.get(links.path("cancel", row))
    words = BeautifulSoup(page.content, "html.parser").select_one("main").get_text(" ")
    assert ("first on the waiting list" in words) is somebody_waits
    assert "You need not give a reason." in words


def asked(client: Client, booking: Booking, lang: str, **place: int) -> Any:
    name = "group-place-cancel" if place else "group-cancel"
    with translation.override(lang):
        page = client.get(booking_links.path(booking, name, **place))
    return BeautifulSoup(page.content, "html.parser").main


def come_in(*rows: Registration) -> None:
    for row in rows:
        Registration.objects.filter(pk=row.pk).update(checked_in=timezone.now())


WORDS = {
    "nl": ("2 plaatsen worden afgemeld", "blijft op de lijst: Femke Zee, plaats 3.", "al binnen"),
    "en": ("2 places are given up", "stays on the list: Femke Zee, place 3.", "has come in"),
}


@pytest.mark.parametrize("lang", WORDS)
def test_contact_reads_how_many_go_and_who_stays(client: Client, lang: str) -> None:
    booking = group(event_factory(lang), 4, language=lang)
    rows = list(booking.registrations.order_by("position"))
    rename(rows[1], Guest("Jan"))
    come_in(rows[0], rows[2])
    main = asked(client, booking, lang)
    number, stays, _present = WORDS[lang]
    words = " ".join(main.text.split())
    assert number in words
    assert stays in words
    assert "Jan" not in words
    client.post(booking_links.path(booking, "group-cancel"))
    assert states_of(booking) == ["confirmed", "cancelled"] * 2


@pytest.mark.parametrize("lang", WORDS)
def test_when_all_have_come_in_there_is_nothing_to_give_up(client: Client, lang: str) -> None:
    booking = group(event_factory(lang), 2, language=lang)
    come_in(*booking.registrations.all())
    one = asked(client, booking, lang, number=last(booking).pk)
    for main in (asked(client, booking, lang), one):
        assert not main.select("form")
        assert WORDS[lang][2] in main.text
    response = client.post(booking_links.path(booking, "group-cancel"))
    assert response.status_code == 409


def test_when_nobody_came_in_all_are_counted(client: Client) -> None:
    main = asked(client, group(event_factory("en"), 3, language="en"), "en")
    assert "3 places are given up" in main.text
    assert "stays on the list" not in main.text


@pytest.mark.parametrize(("lang", "words"), [("nl", "al afgemeld"), ("en", "given up already")])
def test_what_was_given_up_already_is_not_asked_for_again(
    client: Client, lang: str, words: str
) -> None:
    booking = group(event_factory(lang), 3, language=lang)
    cancel_all(booking)
    main = asked(client, booking, lang)
    assert words in main.text
    assert not main.select("form")


@pytest.mark.parametrize("number", [2, 6])
def test_question_takes_the_same_queries_for_small_and_large_groups(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    booking = group(event_factory(), number)
    come_in(first(booking))
    asked(client, booking, "nl")
    with django_assert_num_queries(8):
        asked(client, booking, "nl")
