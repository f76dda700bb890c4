"""What is found, on the narrowest phone: room for each word, and between one thing and the next."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from brink.jobs.runner import run_due
from tests.factories.events import event_page

pytestmark = pytest.mark.browser

MARK = """mark => {
  const {backgroundSize, lineHeight} = getComputedStyle(mark);
  return {
    lines: mark.getClientRects().length,
    height: parseFloat(backgroundSize.split(" ").at(-1)),
    line: parseFloat(lineHeight),
  };
}"""
ROOM = """() => document.querySelector(".chosen").getBoundingClientRect().top
  - document.querySelector("main .notice").getBoundingClientRect().bottom"""


def test_results_have_room_on_a_narrow_phone(site: str, open_page: Callable[..., Page]) -> None:
    event_page(title="Productpaspoort voor kunststof")
    run_due()
    page = open_page(f"{site}/nl/zoeken/?q=productpasport", width=320)
    assert page.locator(".result img").is_visible()
    assert page.evaluate(ROOM) >= 16
    mark = page.locator(".result h2 mark").first.evaluate(MARK)
    assert mark["lines"] == 1, "the word is in one piece"
    assert mark["height"] <= mark["line"], "the letters of the line above show"
