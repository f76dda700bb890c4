""" "Look in your mail": what the page after a sign-up tells, and what it keeps to itself."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from brink.jobs.models import Job
from brink.mail.limits import DAY, take
from events.models import Event
from tests.events.signing_up import FILLED, page_of
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")

#: In winter on the clocks of the site: 14.05 uur.
AFTERNOON = datetime(2026, 11, 25, 13, 5, 40, tzinfo=UTC)


@pytest.mark.parametrize("secure", [True, False])
def test_cookie_after_a_sign_up_tells_no_address(
    client: Client, settings: Settings, secure: bool
) -> None:
    settings.SESSION_COOKIE_SECURE = secure
    event = event_factory()
    response = client.post(page_of(event), FILLED)
    cookie = response.cookies["signed-up"]
    assert "zeevonk" not in cookie.value
    assert (bool(cookie["secure"]), cookie["httponly"], cookie["samesite"]) == (secure, True, "Lax")
    assert (cookie["max-age"], cookie["path"]) == (3600, page_of(event))
    next_page = client.get(response.headers["Location"], secure=secure).content.decode()
    assert "femke@zeevonk.example" in next_page
    client.cookies["signed-up"] = cookie.value.replace(":", "x:", 1)
    assert "zeevonk.example" not in client.get(response.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", "14.16 uur"),
        ("en", "You signed up at 14:05. If it has not come by 14:16,"),
    ],
)
def test_sign_up_again_says_from_when_the_mail_is_sent_anew(
    client: Client, lang: str, words: str
) -> None:
    event = event_factory(lang, capacity=1, start=AFTERNOON + timedelta(days=9))
    registration_factory(event)  # full, so that no hold ends meanwhile
    for minutes in (0, 5, 9):
        with time_machine.travel(AFTERNOON + timedelta(minutes=minutes), tick=False):
            page = client.post(page_of(event, lang), FILLED, follow=True).content.decode()
        assert words in page
        assert told() == 1
    with time_machine.travel(AFTERNOON.replace(minute=16, second=0), tick=False):
        client.post(page_of(event, lang), FILLED)
    assert told() == 2


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_button_mails_again_once_and_says_each_time_what_is(client: Client, lang: str) -> None:
    event = event_factory(lang, capacity=1, start=AFTERNOON + timedelta(days=9))
    registration_factory(event)
    seen, again = [], mailbox(event, lang)
    for minutes, address in ((0, page_of(event, lang)), (5, again), (11, again), (30, again)):
        with time_machine.travel(AFTERNOON + timedelta(minutes=minutes), tick=False):
            is_offered = has_button(client.get(again))
            page = client.post(address, FILLED, follow=True)
        seen.append((is_offered, page.status_code, told(), has_button(page)))
    assert seen == [
        (False, 200, 1, False),
        (False, 422, 1, False),
        (True, 200, 2, False),
        (False, 422, 2, False),
    ], "it is offered when it works, and at no other time"


def test_button_without_a_sign_up_leads_to_the_form(client: Client) -> None:
    event = event_factory()
    answer = client.post(mailbox(event))
    assert (answer.status_code, answer.headers["Location"]) == (302, page_of(event))
    assert not told()


def test_button_of_an_address_that_was_mailed_often_says_when(client: Client) -> None:
    event = event_factory("en", start=AFTERNOON + timedelta(days=9))
    with time_machine.travel(AFTERNOON, tick=False):
        client.post(page_of(event, "en"), FILLED)
        for n in range(2):
            assert take("registration.again", "femke@zeevonk.example", 2, DAY), n
    with time_machine.travel(AFTERNOON + timedelta(minutes=11), tick=False):
        page = client.post(mailbox(event, "en"))
    assert page.status_code == 422
    assert "try again in a day" in page.content.decode()
    assert told() == 1


def has_button(page: HttpResponse) -> bool:
    return '<button class="button"' in page.content.decode()


def mailbox(event: Event, lang: str = "nl") -> str:
    return page_of(event, lang, "events:registered")


def told() -> int:
    return Job.objects.filter(kind="events.tell").count()


def test_time_of_a_sign_up_by_somebody_else_is_not_told(client: Client) -> None:
    event = event_factory(start=AFTERNOON + timedelta(days=9, hours=2))
    with time_machine.travel(AFTERNOON, tick=False):
        Client().post(page_of(event), FILLED)
    with time_machine.travel(AFTERNOON + timedelta(minutes=9), tick=False):
        known = client.post(page_of(event), FILLED, follow=True).content.decode()
    assert "14.14 uur" in known
    assert "14.05" not in known


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_address_is_shown_for_ten_minutes_and_the_time_for_an_hour(
    client: Client, lang: str
) -> None:
    event = event_factory(lang, start=AFTERNOON + timedelta(days=9, hours=2))
    with time_machine.travel(AFTERNOON, tick=False):
        address = client.post(page_of(event, lang), FILLED).headers["Location"]
    seen = {}
    for minutes in (9, 11, 61):
        with time_machine.travel(AFTERNOON + timedelta(minutes=minutes), tick=False):
            page = client.get(address).content.decode()
        time = {"nl": "14.05 uur", "en": "14:05"}[lang]
        seen[minutes] = ("zeevonk.example" in page, time in page)
    assert seen == {9: (True, True), 11: (False, True), 61: (False, False)}


def test_sign_up_twice_shows_the_same_page_and_mails_once(client: Client) -> None:
    event = event_factory(capacity=5)
    pages = [client.post(page_of(event), FILLED, follow=True) for _n in range(3)]
    assert len({words_of(page) for page in pages}) == 1
    assert event.registrations.count() == 1
    assert Job.objects.filter(kind="events.tell").count() == 1


def test_sign_up_with_a_known_address_reveals_nothing(client: Client) -> None:
    event = event_factory(capacity=5)
    registration_factory(event, email="femke@zeevonk.example")
    known = client.post(page_of(event), FILLED, follow=True)
    other = {**FILLED, "email": "femke@zeevonk2.example"}
    new = Client().post(page_of(event), other, follow=True)
    assert known.redirect_chain == new.redirect_chain
    text = words_of(new).replace("zeevonk2", "zeevonk").replace("2 plaatsen", "")
    assert words_of(known) == text


def words_of(page: HttpResponse) -> str:
    """All but the token against forgery, which is masked anew each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
