"""A meeting of several days: its programme by day, in both languages, narrow and wide."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.factories.events import add_items, event_page
from tests.factories.pages import publish

Open = Callable[..., Page]
PATHS = {"nl": "/nl/agenda/zomerschool/", "en": "/en/events/zomerschool/"}


@pytest.mark.parametrize("width", [320, 1280])
def test_programme_stands_under_its_days(
    site: str, open_page: Open, axe: Callable[[Page], list[str]], lang: str, width: int
) -> None:
    page = event_page(title="Zomerschool")
    add_items(page, (1, time(13, 30), 60), (1, time(19), 90), (2, time(9), 45))
    publish(page, end=page.start + timedelta(days=1, hours=2))

    shown = open_page(site + PATHS[lang], lang=lang, width=width)

    programme = shown.locator("section[aria-labelledby=programme]")
    expect(programme.get_by_role("heading", level=3)).to_have_count(2)
    expect(programme.get_by_role("list").nth(0).get_by_role("listitem")).to_have_count(2)
    expect(programme.get_by_role("list").nth(1).get_by_role("listitem")).to_have_count(1)
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(shown) == []
