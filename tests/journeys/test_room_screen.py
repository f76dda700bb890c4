"""The screen in the room in a browser, and the phone that scans it."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from events.door.room import code_at
from events.models import Event
from tests.journeys.entrance import Open, enter, event, named, path, session
from tests.journeys.steps import follow, follow_enter

__all__ = ["event", "session"]  # fixtures


def scan(page: Page) -> str:
    """What a phone reads from the screen."""
    picture: Any = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    return zxingcpp.read_barcodes(picture)[0].text


def test_who_scans_the_screen_checks_in_by_own_code(
    site: str, event: Event, session: dict[str, str], open_page: Open, lang: str
) -> None:
    screen = enter(open_page, site, path(event, "room-screen", lang), session, lang=lang)
    phone = open_page(scan(screen), lang=lang, width=320)

    phone.locator("#id_who").fill(named(event, "Femke").code or "")
    phone.locator("#id_who").focus()
    follow_enter(phone)

    expect(phone.locator("main form")).to_have_count(0)
    assert [line.how for line in named(event, "Femke").check_ins.all()] == ["room"]


def test_screen_changes_its_code_by_itself(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    screen = open_page(f"{site}/healthz")
    screen.context.add_cookies([{**session, "url": site}])
    screen.clock.install()
    screen.goto(site + path(event, "room-screen"))
    first, drawn = scan(screen), screen.locator(".qr").inner_html()
    Event.objects.filter(pk=event.pk).update(room_secret="0" * 32)

    screen.clock.fast_forward(31_000)

    expect(screen.locator(".qr svg")).to_be_visible()
    screen.wait_for_function("old => document.querySelector('.qr').innerHTML !== old", arg=drawn)
    assert scan(screen) != first


def test_screen_without_network_shows_no_old_code(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    screen = open_page(f"{site}/healthz")
    screen.context.add_cookies([{**session, "url": site}])
    screen.clock.install()
    screen.goto(site + path(event, "room-screen"))
    screen.context.set_offline(True)
    screen.clock.fast_forward(31_000)

    expect(screen.locator("[data-lost]")).to_be_visible()
    expect(screen.locator(".qr svg")).to_have_count(0)
    screen.context.set_offline(False)
    screen.clock.fast_forward(6_000)

    expect(screen.locator(".qr svg")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_page_of_the_phone_in_the_room_is_accessible(
    site: str,
    event: Event,
    open_page: Open,
    axe: Callable[[Page], list[str]],
    width: int,
) -> None:
    code = code_at(event, timezone.now())
    page = open_page(f"{site}{path(event, 'here')}{code}/", width=width)
    assert axe(page) == []
    follow(page.locator("main button"))
    expect(page.locator(".error-summary")).to_be_focused()
    assert axe(page) == []
    page.locator("#id_who").fill("niemand@nergens.example")
    follow(page.locator("main button"))

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
