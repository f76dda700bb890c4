"""Signing up as a reader does it: form, mail, button; in both languages and without JavaScript."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brink.jobs.runner import run_due
from events import links
from events.messages import card_of
from events.models import Event, Registration
from events.registration import cancel, confirm
from events.standing import HOLD
from tests.events.signing_up import FILLED, link_in, page_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


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
    assert [a[2] for a in letter.attachments] == ["application/ics"]
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
    assert second.state == State.OFFERED
    run_due()
    assert [m.to for m in mail.outbox if "deze plaats" in m.subject] == [[second.email]]


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
        page_of(registration.event, name="events:registered"),
    ]
    for address in addresses:
        assert client.put(address).status_code == 405
        assert client.delete(address).status_code == 405
    assert client.post(links.path("my-agenda", registration)).status_code == 405


def test_posts_need_the_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    registration = registration_factory(event_factory())
    assert client.post(links.path("cancel", registration)).status_code == 403
    assert client.post(page_of(registration.event), FILLED).status_code == 403


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
