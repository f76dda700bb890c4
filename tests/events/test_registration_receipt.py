""" "Look in your mail": what the page after a sign-up tells, and what it keeps to itself."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from brink.jobs.models import Job
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
        ("nl", "Je meldde je aan om 14.05 uur. Is de mail er om 15.06 uur nog niet?"),
        ("en", "You signed up at 14:05. If the mail has not come by 15:06,"),
    ],
)
def test_sign_up_again_says_from_when_the_mail_is_sent_anew(
    client: Client, lang: str, words: str
) -> None:
    event = event_factory(lang, capacity=1, start=AFTERNOON + timedelta(days=9))
    registration_factory(event)  # full, so that no hold ends meanwhile
    for minutes in (0, 20, 54):
        with time_machine.travel(AFTERNOON + timedelta(minutes=minutes), tick=False):
            page = client.post(page_of(event, lang), FILLED, follow=True).content.decode()
        assert words in page
        assert Job.objects.filter(kind="events.tell").count() == 1
    with time_machine.travel(AFTERNOON.replace(hour=15, minute=6, second=0), tick=False):
        client.post(page_of(event, lang), FILLED)
    assert Job.objects.filter(kind="events.tell").count() == 2


def test_time_of_a_sign_up_by_somebody_else_is_not_told(client: Client) -> None:
    event = event_factory(start=AFTERNOON + timedelta(days=9, hours=2))
    with time_machine.travel(AFTERNOON, tick=False):
        Client().post(page_of(event), FILLED)
    with time_machine.travel(AFTERNOON + timedelta(minutes=20), tick=False):
        known = client.post(page_of(event), FILLED, follow=True).content.decode()
    assert "Je meldde je aan om 14.25 uur" in known
    assert "14.05" not in known


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "hoogstens een keer per uur"), ("en", "once an hour at most")]
)
def test_address_is_shown_for_ten_minutes_and_the_time_for_an_hour(
    client: Client, lang: str, words: str
) -> None:
    event = event_factory(lang, start=AFTERNOON + timedelta(days=9))
    with time_machine.travel(AFTERNOON, tick=False):
        address = client.post(page_of(event, lang), FILLED).headers["Location"]
    seen = {}
    for minutes in (9, 11, 61):
        with time_machine.travel(AFTERNOON + timedelta(minutes=minutes), tick=False):
            page = client.get(address).content.decode()
        seen[minutes] = ("zeevonk.example" in page, words in page)
    assert seen == {9: (True, False), 11: (False, False), 61: (False, True)}


def test_sign_up_twice_shows_the_same_page_and_mails_once(client: Client) -> None:
    event = event_factory(capacity=5)
    pages = [client.post(page_of(event), FILLED, follow=True) for _n in range(3)]
    assert len({page.content for page in pages}) == 1
    assert event.registrations.count() == 1
    assert Job.objects.filter(kind="events.tell").count() == 1


def test_sign_up_with_a_known_address_reveals_nothing(client: Client) -> None:
    event = event_factory(capacity=5)
    registration_factory(event, email="femke@zeevonk.example")
    known = client.post(page_of(event), FILLED, follow=True)
    other = {**FILLED, "email": "femke@zeevonk2.example"}
    new = Client().post(page_of(event), other, follow=True)
    assert known.redirect_chain == new.redirect_chain
    text = new.content.decode().replace("zeevonk2", "zeevonk").replace("2 plaatsen", "")
    assert known.content.decode() == text
