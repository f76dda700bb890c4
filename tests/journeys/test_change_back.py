"""An editor goes back to the form of a change: it says what is published, not what was typed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from events.models import EventPage
from tests.factories.change import change_address
from tests.journeys.steps import follow
from tests.journeys.test_change import WORDS, event, fill_in, log_in

__all__ = ["event"]  # fixture

Open = Callable[..., Page]


def test_back_after_a_change_shows_what_is_published(
    site: str, open_page: Open, lang: str, event: EventPage
) -> None:
    """A browser puts back what was typed there once: an old time, above the seal of the new one."""
    page = open_page(f"{site}/{lang}/", lang=lang, height=1900)
    log_in(page, site, lang)
    for hours in (1, 2):
        page.goto(site + change_address(event))
        make(page, lang, event.start + timedelta(hours=hours))
    page.evaluate("history.go(-5)")  # to where the first of the two was typed
    expect(page).to_have_url(site + change_address(event))

    start = timezone.localtime(event.start + timedelta(hours=2))
    expect(page.locator("[name=start]")).to_have_value(f"{start:%Y-%m-%d %H:%M}")
    for name in ("notice_nl", "notice_en"):
        expect(page.locator(f"[name={name}]")).to_have_value("")


def make(page: Page, lang: str, start: datetime) -> None:
    fill_in(page, start=start)
    follow(page.get_by_role("button", name=WORDS[lang]["look"]))
    follow(page.get_by_role("button", name=WORDS[lang]["make"]))
    expect(page.get_by_text(WORDS[lang]["done"])).to_be_visible()
