"""A calendar address from making it to its end, in a browser, and read as a calendar reads it."""

import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import icalendar
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from brink.people.models import User
from events import links
from events.models import PersonalFeed
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import user_factory
from tests.journeys.steps import follow
from tests.journeys.test_accessibility import NARROW, WIDE, wide_parts

Open = Callable[..., Page]
MEETING = "https://live.example/kamer"
WORDS = {
    "nl": {
        "link": "Je agenda in je eigen kalender",
        "name": "Naam",
        "hour": "1 uur van tevoren",
        "make": "Maak het adres",
        "address": "Adres voor elke andere kalender",
        "back": "Naar je kalenderadressen",
        "withdraw": "Intrekken",
        "sure": "Trek het adres in",
        "done": "is ingetrokken",
    },
    "en": {
        "link": "Your agenda in your own calendar",
        "name": "Name",
        "hour": "1 hour before",
        "make": "Make the address",
        "address": "Address for any other calendar",
        "back": "To your calendar addresses",
        "withdraw": "Withdraw",
        "sure": "Withdraw the address",
        "done": "is withdrawn",
    },
}


@pytest.fixture
def user(site: str) -> User:
    return user_factory(email="silke@brink.example")


def session_of(user: User, site: str) -> Any:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}


def read(address: str) -> tuple[int, bytes, dict[str, str]]:
    """As a calendar does: no cookie, no Accept header, nothing but the address."""
    request = urllib.request.Request(address, headers={"User-Agent": "Calendar"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


@pytest.fixture
def agenda(open_page: Open, site: str, lang: str, user: User) -> Callable[..., Page]:
    """`agenda("guest", script=False)` opens somebody's own agenda, with one event in it."""
    event = event_factory(lang, title="Kringloop", presence="online", online_url=MEETING)
    own = {"person": user.person, "email": user.email, "language": lang}
    registration = registration_factory(event, **own)

    def go(who: str, *, script: bool = True) -> Page:
        page = open_page(f"{site}/{lang}/", lang=lang, script=script)
        if who == "guest":
            page.goto(links.address("my-agenda", registration))
            return page
        page.context.add_cookies([session_of(user, site)])
        with translation.override(lang):
            page.goto(site + reverse("my-agenda"))
        return page

    return go


def make(page: Page, words: dict[str, str]) -> str:
    """Make an address that rings, from the agenda on; gives what the page shows."""
    follow(page.get_by_role("link", name=words["link"]))
    page.get_by_label(words["name"], exact=True).fill("Telefoon")
    page.get_by_label(words["hour"]).check()
    follow(page.get_by_role("button", name=words["make"]))
    return page.get_by_label(words["address"]).input_value()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("who", ["account", "guest"])
def test_address_from_making_it_to_its_end(
    agenda: Callable[..., Page], lang: str, who: str, script: bool
) -> None:
    words, page = WORDS[lang], agenda(who, script=script)
    address = make(page, words)

    status, content, headers = read(address)
    (entry,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert (status, str(entry["SUMMARY"]), entry["CONFERENCE"]) == (200, "Kringloop", MEETING)
    assert len(entry.walk("VALARM")) == 1
    assert "Set-Cookie" not in headers
    assert headers["Referrer-Policy"] == "no-referrer"

    follow(page.get_by_role("link", name=words["back"]))
    follow(page.get_by_role("link", name=words["withdraw"]))
    assert read(address)[0] == 200
    follow(page.get_by_role("button", name=words["sure"]))

    expect(page.locator(".messages")).to_contain_text(words["done"])
    assert read(address)[0] == 404
    assert not PersonalFeed.objects.exists()


def test_square_to_scan_is_drawn_dark_on_white(agenda: Callable[..., Page], lang: str) -> None:
    page = agenda("account")
    make(page, WORDS[lang])

    square = page.locator(".qr svg")

    expect(square).to_be_visible()
    assert square.bounding_box()["width"] > 150


def test_pages_are_for_everybody(
    open_page: Open, axe: Callable[[Page], list[str]], site: str, lang: str, user: User
) -> None:
    """The list, the form with errors, the new address and the last question."""
    page, words = open_page(f"{site}/{lang}/", lang=lang), WORDS[lang]
    found: list[str] = []
    page.context.add_cookies([session_of(user, site)])
    path = {"nl": "/nl/mijn-agenda/kalenders/", "en": "/en/my-agenda/calendars/"}[lang]

    def look(name: str) -> None:
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            for light in ("light", "dark"):
                page.emulate_media(color_scheme=light)
                found.extend(f"{name} {light} {width}: {line}" for line in axe(page))
        assert not wide_parts(page), name
        assert page.locator("h1").count() == 1

    page.goto(site + path)
    look("empty list")
    follow(page.get_by_role("button", name=words["make"]))
    expect(page.locator(".error-summary")).to_be_focused()
    look("errors")
    page.locator("[name=name]").fill("W" * 40)
    follow(page.get_by_role("button", name=words["make"]))
    look("made")
    follow(page.get_by_role("link", name=words["back"]))
    look("list")
    follow(page.get_by_role("link", name=words["withdraw"]))
    look("withdraw")

    assert not found, "\n".join(found)
