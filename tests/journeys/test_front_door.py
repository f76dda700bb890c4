"""The first thing a visitor meets: the right language, and pages a screen reader can read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]


def test_the_front_door_leads_to_the_readers_language(
    site: str, open_page: Open, lang: str
) -> None:
    page = open_page(f"{site}/", lang=lang)

    assert page.url == f"{site}/{lang}/"
    assert page.locator("html").get_attribute("lang") == lang


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_home_has_nothing_that_axe_finds(
    site: str, open_page: Open, axe: Callable[[Page], list[str]], lang: str, dark: bool
) -> None:
    page = open_page(f"{site}/{lang}/", lang=lang, dark=dark)

    assert axe(page) == []
