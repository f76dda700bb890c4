"""Subscribing to the agenda in a browser: the copy button and the square to scan."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
PAGES = {"nl": "/nl/agenda/abonneren/", "en": "/en/events/subscribe/"}
FEEDS = {"nl": "/nl/agenda/feed.ics", "en": "/en/events/feed.ics"}
CHOICE = "?presence=hybrid&presence=online"


@pytest.mark.parametrize("is_allowed", [True, False])
def test_copy_button_copies_the_address_and_says_so(
    site: str, open_page: Open, lang: str, is_allowed: bool
) -> None:
    page = open_page(site + PAGES[lang] + CHOICE, lang=lang)
    if not is_allowed:  # a site without https has no clipboard to write to
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.locator("button[data-copy]").click()

    told = page.locator(".copy-field [role=status]")
    expect(told).to_have_text({"nl": "Gekopieerd", "en": "Copied"}[lang])
    field = page.locator("#feed-address")
    assert field.input_value() == site + FEEDS[lang] + CHOICE
    field.evaluate("field => field.removeAttribute('readonly')")
    field.fill("")
    field.press("Control+V")
    expect(field).to_have_value(site + FEEDS[lang] + CHOICE)


def test_page_without_script_shows_the_address_and_no_button(site: str, open_page: Open) -> None:
    page = open_page(site + PAGES["nl"], script=False)

    assert page.locator("#feed-address").is_visible()
    assert not page.locator("button[data-copy]").is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_square_leads_a_phone_to_this_page_in_either_light(
    site: str, open_page: Open, lang: str, dark: bool
) -> None:
    page = open_page(site + PAGES[lang] + CHOICE, lang=lang, dark=dark, width=320)

    picture: Any = Image.open(io.BytesIO(page.locator(".qr").screenshot()))

    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [site + PAGES[lang] + CHOICE]
