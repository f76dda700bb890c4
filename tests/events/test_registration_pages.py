"""Signing up as a reader does it: form, mail, button; in both languages and without JavaScript."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.people.models import Person, User
from events import links, places
from events.messages import card_of, slug_of
from events.models import Event, Registration
from events.places import BusyError
from events.registration import HOLD, UNCONFIRMED_AN_HOUR, cancel, confirm
from tests.factories.events import event_factory, person_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")

FILLED = {
    "given": "Femke",
    "infix": "van der",
    "family": "Zee",
    "email": "Femke@Zeevonk.example",
    "organisation": "Bakkerij De Zeevonk",
    "role": "staff",
}
#: In winter on the clocks of the site: 14.05 uur.
AFTERNOON = datetime(2026, 11, 25, 13, 5, 40, tzinfo=UTC)


def page_of(event: Event, lang: str = "nl", name: str = "events:register") -> str:
    with translation.override(lang):
        return reverse(name, args=[slug_of(card_of(event, lang))])


def account(client: Client, **fields: Any) -> User:
    user = User.objects.create_user("silke@brink.example", "x")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    person_factory(user=user, email=user.email, **fields)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def link_in(text: str, word: str) -> str:
    """The path of the first link in a mail that has `word` in it."""
    line = next(part for part in text.split() if part.startswith("http") and word in part)
    return line.removeprefix("http://testserver")


def led_to(response: HttpResponse) -> Registration:
    """The registration behind the redirect; the link itself differs by the second."""
    return links.read("confirm", response.headers["Location"].split("/")[-2])


@pytest.mark.parametrize(
    ("lang", "path", "heading", "confirm_word", "button"),
    [
        ("nl", "/nl/agenda/excursie/aanmelden/", "Meld je aan", "bevestigen", "Ja, ik kom"),
        ("en", "/en/events/excursie/register/", "Sign up", "confirm", "Yes, I am coming"),
    ],
)
def test_walk_of_a_guest(
    client: Client, lang: str, path: str, heading: str, confirm_word: str, button: str
) -> None:
    event = event_factory(lang, capacity=1, title="Excursie", slug="excursie")
    assert heading in client.get(path).content.decode()
    response = client.post(path, FILLED, follow=True)
    assert response.status_code == 200
    assert "femke@zeevonk.example" in response.content.decode().lower()
    run_due()
    (letter,) = mail.outbox
    assert letter.to == ["femke@zeevonk.example"]
    assert "Excursie" in letter.subject
    address = link_in(str(letter.body), f"/{lang}/{confirm_word}/")
    for method in (client.head, client.get, client.get):
        assert method(address).status_code == 200
    registration = event.registrations.get()
    assert registration.state == State.UNCONFIRMED
    assert registration.language == lang
    assert registration.person.full_name == "Femke van der Zee"
    assert button in client.get(address).content.decode()
    response = client.post(address, follow=True)
    assert response.status_code == 200
    registration.refresh_from_db()
    assert registration.state == State.CONFIRMED
    run_due()
    letter = mail.outbox[-1]
    assert [a[2] for a in letter.attachments] == ["text/calendar"]
    assert "van der" in str(letter.body)


def test_walk_to_cancel_and_promotion(client: Client) -> None:
    event = event_factory(capacity=1)
    first = confirm(registration_factory(event, "unconfirmed", held_until=timezone.now() + HOLD))
    second = registration_factory(event, "waiting")
    address = links.path("cancel", first)
    assert client.get(address).status_code == client.head(address).status_code == 200
    first.refresh_from_db()
    assert first.state == State.CONFIRMED
    for _twice in range(2):
        response = client.post(address, follow=True)
        assert "Je staat niet meer op de lijst" in response.content.decode()
    second.refresh_from_db()
    assert second.state == State.CONFIRMED
    run_due()
    assert [m.to for m in mail.outbox if "plaats voor je" in m.subject] == [[second.email]]


def test_sign_up_with_account_takes_one_screen(client: Client) -> None:
    user = account(client, given="Silke", family="Meijeringh")
    event = event_factory(capacity=1)
    form = client.get(page_of(event)).content.decode()
    assert 'name="email"' not in form
    assert 'name="given"' not in form
    response = client.post(page_of(event), {"role": "trainee", "email": "x@evil.example"})
    registration = event.registrations.get()
    assert (registration.state, registration.email) == (State.CONFIRMED, user.email)
    assert registration.person.user == user
    assert led_to(response) == registration
    page = client.get(response.headers["Location"]).content.decode()
    assert "calendar.google.com" in page
    assert ".ics" in page
    assert client.get(page_of(event)).status_code == 302  # signed up already


def test_sign_up_with_nameless_account_learns_the_name(client: Client) -> None:
    user = account(client, given="", family="")
    client.post(page_of(event_factory()), FILLED)
    user.person.refresh_from_db()
    assert user.person.full_name == "Femke van der Zee"


@pytest.mark.parametrize("state", ["confirmed", "waiting"])
def test_account_that_signed_up_as_a_guest_sees_that_instead_of_the_form(
    client: Client, state: str
) -> None:
    user = account(client, given="Silke")
    event = event_factory(capacity=5)
    known = registration_factory(event, state, email=user.email)
    for response in (client.get(page_of(event)), client.post(page_of(event), {"role": "owner"})):
        assert led_to(response) == known
    page = client.get(page_of(event), follow=True).content.decode()
    assert ("Je bent aangemeld" if state == "confirmed" else "Je bent nummer 1") in page
    assert links.token("cancel", known).split(".")[0] in page.split("/afmelden/")[1]
    assert event.registrations.count() == 1


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Je hebt je al aangemeld"), ("en", "You signed up before")]
)
def test_account_whose_sign_up_waits_for_a_proof_is_told_above_the_form(
    client: Client, lang: str, words: str
) -> None:
    user = account(client, given="Silke")
    event = event_factory(lang, capacity=5)
    assert words not in client.get(page_of(event, lang)).content.decode()
    known = registration_factory(event, "unconfirmed", person=user.person)
    page = BeautifulSoup(client.get(page_of(event, lang)).content, "html.parser")
    notice = page.select_one("main .notice")
    assert notice.h2.text == words
    assert links.read("cancel", notice.a["href"].split("/")[-2]) == known
    assert page.select_one("main form[method=post]")


def test_account_with_two_proven_addresses_gets_one_place(client: Client) -> None:
    user = account(client, given="Silke")
    user.emailaddress_set.create(email="silke@two.example", verified=True)
    event = event_factory(capacity=5)
    hold = timezone.now() + HOLD
    guest = registration_factory(event, "unconfirmed", held_until=hold, email="silke@two.example")
    assert client.get(page_of(event)).status_code == 200
    client.post(page_of(event), {"role": "trainee"})
    guest.refresh_from_db()
    assert (guest.state, event.registrations.count()) == (State.CONFIRMED, 1)


def test_address_that_is_not_proven_shows_nothing_of_a_guest(client: Client) -> None:
    user = account(client, given="Silke")
    user.emailaddress_set.update(verified=False)
    event = event_factory(capacity=5)
    registration_factory(event, email=user.email)
    assert client.get(page_of(event)).status_code == 200


def test_looking_at_the_form_stores_nobody(client: Client) -> None:
    user = account(client)
    Person.objects.all().delete()
    event = event_factory()
    assert 'name="given"' in client.get(page_of(event)).content.decode()
    client.head(page_of(event))
    assert not Person.objects.exists()
    client.post(page_of(event), FILLED)
    person = Person.objects.get()
    assert (person.user, person.full_name) == (user, "Femke van der Zee")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_account_with_an_unproven_address_is_told_at_the_sixth_sign_up(
    client: Client, lang: str
) -> None:
    account(client, given="Silke").emailaddress_set.update(verified=False)
    pages = [page_of(event_factory(lang), lang) for _n in range(UNCONFIRMED_AN_HOUR + 1)]
    *first, last = [client.post(page, {"role": "trainee"}) for page in pages]
    assert {response.status_code for response in first} == {302}
    assert last.status_code == 422
    words = {"nl": "Probeer het over een uur", "en": "Try again in an hour"}[lang]
    assert words in last.content.decode()


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
    event = event_factory()
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
    event = event_factory(lang)
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


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("facts", "nl", "en"),
    [
        ({"status": "cancelled"}, "gaat niet door", "is cancelled"),
        ({"opens": 2}, "kan nog niet", "not possible yet"),
        ({"closes": -1}, "kan niet meer", "closed"),
        ({"start": timezone.now() - timedelta(days=3)}, "voorbij", "is over"),
    ],
)
def test_refusals_say_why_and_what_one_can_do(
    client: Client, lang: str, facts: dict[str, Any], nl: str, en: str
) -> None:
    moments = {
        name: timezone.now() + timedelta(days=value)
        for name, value in facts.items()
        if isinstance(value, int)
    }
    event = event_factory(lang, **{**facts, **moments})
    for response in (client.get(page_of(event, lang)), client.post(page_of(event, lang), FILLED)):
        text = response.content.decode()
        assert (nl if lang == "nl" else en) in text
        assert 'name="given"' not in text
        assert card_of(event, lang).path in text
    assert response.status_code == 409
    assert not event.registrations.exists()


def test_full_event_offers_the_waiting_list(client: Client) -> None:
    event = event_factory(capacity=1)
    registration_factory(event)
    text = client.get(page_of(event)).content.decode()
    assert "Zet me op de wachtlijst" in text
    client.post(page_of(event), FILLED)
    registration = event.registrations.get(email="femke@zeevonk.example")
    page = client.post(links.path("confirm", registration), follow=True).content.decode()
    assert "Je bent nummer 1" in page


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


def test_unknown_drafted_and_hidden_events_are_404(client: Client) -> None:
    hidden = event_factory()
    address = page_of(hidden)
    Event.objects.update(visible=False)
    for path in (address, "/nl/agenda/nergens/aanmelden/", "/en/events/agenda/register/"):
        assert client.get(path).status_code == 404
        assert client.post(path, FILLED).status_code == 404


def test_wrong_methods_are_405(client: Client) -> None:
    registration = registration_factory(event_factory())
    addresses = [
        page_of(registration.event),
        links.path("confirm", registration),
        links.path("cancel", registration),
        reverse("my-agenda"),
    ]
    for address in addresses:
        assert client.put(address).status_code == 405
        assert client.delete(address).status_code == 405
    assert client.post(links.path("my-agenda", registration)).status_code == 405
    assert client.post(page_of(registration.event, name="events:registered")).status_code == 405


def test_posts_need_the_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    registration = registration_factory(event_factory())
    assert client.post(links.path("cancel", registration)).status_code == 403
    assert client.post(page_of(registration.event), FILLED).status_code == 403


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


def test_confirm_too_late_says_what_happens(client: Client) -> None:
    event = event_factory(capacity=1)
    late = registration_factory(event, "unconfirmed", held_until=timezone.now() + HOLD)
    registration_factory(event, "waiting")
    with time_machine.travel(timezone.now() + HOLD + timedelta(minutes=1)):
        run_due()
        places_page = client.post(links.path("confirm", late), follow=True).content.decode()
    assert "Je bent nummer 1" in places_page


def test_cancelled_event_has_no_button(client: Client) -> None:
    registration = registration_factory(event_factory(status="cancelled"), "unconfirmed")
    address = links.path("confirm", registration)
    assert "<form" not in client.get(address).content.decode().partition("<main")[2]
    assert client.post(address).status_code == 409


def test_page_is_not_stored_indexed_or_leaked(client: Client) -> None:
    registration = registration_factory(event_factory())
    for action in ("confirm", "cancel", "my-agenda"):
        response = client.get(links.path(action, registration))
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Referrer-Policy"] == "same-origin"


def test_language_switch_stays_on_the_page(client: Client) -> None:
    registration = registration_factory(event_factory(slug="excursie"))
    page = client.get(page_of(registration.event)).content.decode()
    assert "/en/events/excursie/register/" in page
    address = links.path("confirm", registration)
    english = address.replace("/nl/bevestigen/", "/en/confirm/")
    assert english in client.get(address).content.decode()
    assert client.get(english).status_code == 200


def test_cancel_after_the_event_is_refused(client: Client) -> None:
    registration = registration_factory(event_factory())
    with time_machine.travel(registration.event.end + timedelta(hours=1)):
        assert client.post(links.path("cancel", registration)).status_code == 409
    assert cancel(registration).state == State.CANCELLED


def test_online_link_is_for_who_comes(client: Client) -> None:
    event = event_factory(capacity=1, presence="online", online_url="https://live.brink.example/x")
    coming = registration_factory(event, "unconfirmed", held_until=timezone.now() + HOLD)
    waiting = registration_factory(event, "unconfirmed")
    address = links.path("confirm", coming)
    assert "live.brink" not in client.get(address).content.decode()
    assert "live.brink" in client.post(address, follow=True).content.decode()
    page = client.post(links.path("confirm", waiting), follow=True).content.decode()
    assert "live.brink" not in page
    run_due()
    bodies = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    assert "live.brink" in bodies[coming.email]
    assert "live.brink" not in bodies[waiting.email]
