"""What somebody types to sign up: refused, cleaned, kept; and not too often from one network."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from pytest_django import Settings

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events import links, places
from events.models import Event, Registration
from events.places import BusyError
from tests.events.signing_up import FILLED, account, page_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize(
    "change",
    [
        {"given": ""},
        {"given": "x" * 10_000},
        {"family": "\u202e\u200b"},
        {"family": "Zee\x00"},
        {"given": "Fem\x07ke"},
        {"given": "Win 500 euro: https://evil.example"},
        {"infix": "WWW.evil.example"},
        {"family": "evil.example/x"},
        {"email": "femke@zeevonk"},
        {"email": "femke@zeevonk.example\nBcc: all@b.example"},
        {"role": ""},
        {"role": "admin"},
        {"alarm": "7"},
        {"alarm": "soon"},
    ],
)
def test_bad_input_is_said_at_the_field_and_kept(client: Client, change: dict[str, str]) -> None:
    event = event_factory()
    response = client.post(page_of(event), {**FILLED, **change})
    text = response.content.decode()
    (name,) = change
    assert response.status_code == 422
    assert "error-summary" in text
    assert f'href="#id_{name}' in text
    assert "Bakkerij De Zeevonk" in text
    assert not event.registrations.exists()
    assert not Job.objects.filter(kind="events.tell").exists()


@pytest.mark.parametrize(("typed", "kept"), [("", None), ("15", 15), ("1440", 1440)])
@pytest.mark.parametrize("has_account", [True, False])
def test_reminder_in_the_calendar_is_kept(
    client: Client, typed: str, kept: int | None, has_account: bool
) -> None:
    event = event_factory()
    if has_account:
        account(client)
    client.post(page_of(event), {**FILLED, "alarm": typed})
    assert event.registrations.get().alarm == kept


@pytest.mark.parametrize(("lang", "no"), [("nl", "Nee"), ("en", "No")])
def test_calendar_does_not_ring_unless_somebody_chooses_it(
    client: Client, lang: str, no: str
) -> None:
    page = BeautifulSoup(client.get(page_of(event_factory(), lang)).content, "html.parser")
    options = page.select("select[name=alarm] option")
    assert [option["value"] for option in options] == ["", "15", "60", "1440"]
    assert (options[0].text, options[0].has_attr("selected")) == (no, True)


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)<script>", '"><img src=x onerror=alert(1)>', "👩🏽‍🌾 Ymkje", "a\u202eb"],
)
def test_hostile_names_are_text_everywhere(client: Client, name: str) -> None:
    event = event_factory(capacity=1, title="<b>Boom</b> & Co\r\nBcc: all@b.example")
    client.post(page_of(event), {**FILLED, "given": name})
    registration = event.registrations.get()
    page = client.post(links.path("confirm", registration), follow=True).content.decode()
    run_due()
    letter = mail.outbox[-1]
    html = str(letter.alternatives[0][0])
    for text in (page, html):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>Boom" not in text
        assert "\u202e" not in text
    assert "\n" not in letter.subject
    assert not letter.bcc


def test_mail_to_an_unproven_address_says_nothing_the_sender_typed(client: Client) -> None:
    event = event_factory(capacity=1)
    typed = {"given": "Gratisfiets", "family": "Klikhier", "organisation": "evil.example/x"}
    client.post(page_of(event), {**FILLED, **typed})
    run_due()
    (letter,) = mail.outbox
    for text in (str(letter.body), str(letter.alternatives[0][0])):
        assert "Dag," in text
        assert not [word for word in typed.values() if word in text]


def test_newline_in_a_name_is_a_space(client: Client) -> None:
    event = event_factory()
    client.post(page_of(event), {**FILLED, "given": "Femke\r\nBcc: all@b.example"})
    assert event.registrations.get().person.given == "Femke Bcc: all@b.example"


@pytest.mark.parametrize("name", ["\u202e\u202d", "\u200d\u200b", "\u3164"])
def test_name_that_nobody_sees_is_asked_for(client: Client, name: str) -> None:
    response = client.post(page_of(event_factory()), {**FILLED, "given": name})
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one(".error-summary a[href='#id_given']").text == "Vul je voornaam in."


def test_fields_that_are_not_asked_for_are_ignored(client: Client) -> None:
    event, other = event_factory(capacity=1), event_factory()
    registration_factory(event)
    forged = {"state": "confirmed", "event": other.pk, "position": 0, "person": 1, "held_until": ""}
    client.post(page_of(event), {**FILLED, **forged})
    registration = event.registrations.get(email="femke@zeevonk.example")
    assert (registration.state, registration.position) == (State.UNCONFIRMED, 2)
    assert not other.registrations.exists()


@pytest.fixture
def _busy(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(event_id: int) -> Event:
        raise BusyError

    monkeypatch.setattr(places, "lock", taken)


@pytest.mark.usefixtures("_busy")
@pytest.mark.parametrize(("lang", "title"), [("nl", "Het is druk"), ("en", "It is busy")])
def test_busy_event_keeps_what_was_typed(client: Client, lang: str, title: str) -> None:
    event = event_factory(lang)
    response = client.post(page_of(event, lang), FILLED)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    page = BeautifulSoup(response.content, "html.parser")
    assert title in page.select_one("[role=alert] h2").text
    assert page.title.text.startswith(title)
    typed = {field["name"]: field.get("value") for field in page.select("main input[type=text]")}
    assert typed.items() >= {name: FILLED[name] for name in ("given", "infix", "family")}.items()
    assert page.select_one("#id_email")["value"] == FILLED["email"]
    assert page.select_one("input[name=role][checked]")["value"] == "staff"
    assert not event.registrations.exists()


@pytest.mark.usefixtures("_busy")
def test_busy_event_asks_to_confirm_again(client: Client) -> None:
    registration = registration_factory(event_factory(), "unconfirmed")
    response = client.post(links.path("confirm", registration))
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"


@pytest.fixture
def _limit_of_two(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"event_registration": "2/h/ip"}


@pytest.mark.usefixtures("_limit_of_two")
@pytest.mark.parametrize(("lang", "words"), [("nl", "over een uur"), ("en", "in an hour")])
def test_flood_from_one_network_is_refused_and_keeps_what_was_typed(
    client: Client, lang: str, words: str
) -> None:
    event = event_factory(lang)
    codes = [
        client.post(page_of(event, lang), {**FILLED, "email": f"a{n}@b.example", **change})
        for n, change in enumerate([{"role": ""}, {}, {}, {}])
    ]
    assert [response.status_code for response in codes] == [422, 302, 302, 429]
    page = BeautifulSoup(codes[-1].content, "html.parser")
    assert words in page.select_one(".error-summary").text
    assert page.select_one("#id_email")["value"] == "a3@b.example"
    assert event.registrations.count() == 2
    other = client.post(page_of(event, lang), FILLED, REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 302


@pytest.mark.usefixtures("_limit_of_two")
def test_flood_is_counted_by_the_address_that_the_trusted_proxy_tells(
    client: Client, settings: Settings
) -> None:
    event = event_factory()

    def codes(word: str) -> list[int]:
        return [
            client.post(
                page_of(event),
                {**FILLED, "email": f"{word}{n}@b.example"},
                headers={"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.{n}"},
            ).status_code
            for n in range(3)
        ]

    assert codes("forged") == [302, 302, 429]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert codes("told") == [302, 302, 302]


@pytest.mark.usefixtures("_limit_of_two")
def test_proven_account_is_not_counted(client: Client) -> None:
    account(client, given="Silke")
    codes = [client.post(page_of(event_factory()), {"role": "owner"}).status_code for _n in "123"]
    assert codes == [302, 302, 302]
