"""What the page of a series says of each meeting: how somebody stands, or what became of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone, translation

from events import links
from events.models import Booking, Event, Registration, Series
from tests.factories.events import event_factory, person_factory, registration_factory

State = Registration.State
LANGS = ("nl", "en")

pytestmark = pytest.mark.usefixtures("tree")


def labels(client: Client, lang: str, *meetings: tuple[str, dict[str, Any]]) -> list[str]:
    """The labels on the page of the first meeting, which is confirmed; of the others by state."""
    series = Series.objects.create(title_nl="Cursus", title_en="Course")
    person = person_factory()
    booking = Booking.objects.create(
        uid=uuid4(), contact=person, email=person.email, series=series, language=lang
    )
    rows = []
    for number, (state, facts) in enumerate([("confirmed", {}), *meetings]):
        event = event_factory(
            lang, series=series, start=timezone.now() + timedelta(days=5 + number)
        )
        own = {name: facts.pop(name) for name in ("held_until", "checked_in") if name in facts}
        row = registration_factory(event, state, person=person, booking=booking, **own)
        Event.objects.filter(pk=event.pk).update(**facts)
        rows.append(row)
    with translation.override(lang):
        response = client.get(links.path("confirm", rows[0]))
    page = BeautifulSoup(response.content, "html.parser")
    found = [item.select_one(".label").get_text(strip=True) for item in page.select(".series li")]
    assert len(found) == len(rows)
    return found


STATES = {
    "unconfirmed": ("Nog niet bevestigd", "Not confirmed yet"),
    "pending": ("De organisator beslist", "The organiser decides"),
    "confirmed": ("Je komt", "You are coming"),
    "waiting": ("Je bent nummer 1", "You are number 1"),
    "offered": ("Plaats voor jou", "A place for you"),
    "cancelled": ("Je komt niet", "You are not coming"),
    "expired": ("Niet op tijd bevestigd", "Not confirmed in time"),
    "lapsed": ("Niet op tijd geantwoord", "Not answered in time"),
    "refused": ("Geen plaats voor je", "No place for you"),
}


@pytest.mark.parametrize("lang", LANGS)
def test_each_state_has_words_of_its_own(client: Client, lang: str) -> None:
    assert set(STATES) == set(State.values)
    soon = timezone.now() + timedelta(hours=1)
    meetings = [
        (state, {"held_until": soon} if state == "offered" else {}) for state in State.values
    ]
    expected = [STATES[state][LANGS.index(lang)] for state in State.values]
    assert labels(client, lang, *meetings)[1:] == expected


CLOSED = ("Aanmelding gesloten voordat je bevestigde", "Registration closed before you confirmed")
OVER = ("Voorbij", "Over")
OFF = ("Geannuleerd", "Cancelled")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", State.values)
def test_closed_registration_is_said_to_who_did_not_confirm(
    client: Client, lang: str, state: str
) -> None:
    closed = {"closes": timezone.now() - timedelta(minutes=1)}
    if state == "offered":
        closed["held_until"] = timezone.now() + timedelta(hours=1)
    words = CLOSED if state in ("unconfirmed", "expired") else STATES[state]
    assert labels(client, lang, (state, closed))[1] == words[LANGS.index(lang)]


def test_place_that_is_kept_can_be_confirmed_after_registration_closed(client: Client) -> None:
    now = timezone.now()
    kept = {"closes": now - timedelta(minutes=1), "held_until": now + timedelta(minutes=20)}
    assert labels(client, "en", ("unconfirmed", kept))[1] == "Not confirmed yet"


def test_registration_that_opens_later_after_all_is_not_said_to_be_closed(client: Client) -> None:
    later = {"opens": timezone.now() + timedelta(days=1)}
    assert labels(client, "en", ("unconfirmed", later))[1] == "Not confirmed yet"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", State.values)
def test_what_is_over_or_off_says_so(client: Client, lang: str, state: str) -> None:
    now = timezone.now()
    past = {"start": now - timedelta(hours=3), "end": now - timedelta(hours=1)}
    off = {"status": "cancelled"}
    found = labels(client, lang, (state, past), (state, off))
    # by date: what is past comes first
    assert sorted(found) == sorted(
        [words[LANGS.index(lang)] for words in (OVER, STATES["confirmed"], OFF)]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_been_there_is_said_to_who_came(client: Client, lang: str) -> None:
    now = timezone.now()
    past = {"start": now - timedelta(hours=3), "end": now - timedelta(hours=1)}
    came = {**past, "checked_in": now - timedelta(hours=2)}
    found = labels(client, lang, ("confirmed", came), ("confirmed", past))
    assert found[:2] == [("Geweest", "Been there")[LANGS.index(lang)], OVER[LANGS.index(lang)]]
