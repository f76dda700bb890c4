"""Each template in both languages, light and dark, wide and narrow: axe finds nothing.

A new template joins by its address: one line in `PLACES`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]

NARROW, WIDE = 320, 1280


@dataclass(frozen=True)
class Place:
    """A page in both languages; `first` opens the first item in its list instead."""

    nl: str
    en: str
    first: str = ""
    is_error: bool = False

    def address(self, lang: str) -> str:
        return getattr(self, lang)


ITEM = "main ol h2 a, main ol h3 a, main article h2 a, main article h3 a"
PLACES = {
    "home": Place("/nl/", "/en/"),
    "contact": Place("/nl/contact/", "/en/contact/"),
    "glossary": Place("/nl/woordenlijst/", "/en/glossary/"),
    "accessibility": Place("/nl/toegankelijkheid/", "/en/accessibility/"),
    "404": Place("/nl/niets/", "/en/nothing/", is_error=True),
    "agenda": Place("/nl/agenda/", "/en/events/"),
    "past events": Place("/nl/agenda/?past=1", "/en/events/?past=1"),
    "event": Place("/nl/agenda/", "/en/events/", first=ITEM),
    "case studies": Place("/nl/praktijkverhalen/", "/en/case-studies/"),
    "case study": Place("/nl/praktijkverhalen/", "/en/case-studies/", first=ITEM),
    "failed attempt": Place(
        "/nl/praktijkverhalen/?kind=failed", "/en/case-studies/?kind=failed", first=ITEM
    ),
    "best practices": Place("/nl/goede-praktijken/", "/en/best-practices/"),
    "best practice": Place("/nl/goede-praktijken/", "/en/best-practices/", first=ITEM),
    "masterclasses": Place("/nl/masterclasses/", "/en/masterclasses/"),
    "masterclass": Place("/nl/masterclasses/", "/en/masterclasses/", first=ITEM),
    "search": Place("/nl/zoeken/?q=rooster", "/en/search/?q=roster"),
    "nothing found": Place("/nl/zoeken/?q=xyzzyqq", "/en/search/?q=xyzzyqq"),
    "my agenda": Place("/nl/mijn-agenda/", "/en/my-agenda/"),
    "login": Place("/nl/account/login/", "/en/account/login/"),
    "sign up": Place("/nl/account/signup/", "/en/account/signup/"),
}


@pytest.fixture
def visit(demo_site: str, open_page: Open) -> Callable[..., Page]:
    """`visit(place, "nl", dark=True, width=320)` opens it, folded parts unfolded."""

    def go(place: Place, lang: str, *, dark: bool, width: int) -> Page:
        page = open_page(demo_site + place.address(lang), lang=lang, dark=dark, width=width)
        if place.first:
            page.locator(place.first).first.click()
            page.wait_for_load_state()
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        return page

    return go


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", PLACES)
def test_page_has_nothing_axe_complains_about(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]], name: str, lang: str
) -> None:
    found = []
    for dark in (False, True):
        for width in (WIDE, NARROW):
            page = visit(PLACES[name], lang, dark=dark, width=width)
            light = "dark" if dark else "light"
            found += [f"{light} {width}: {line}" for line in axe(page)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", PLACES)
def test_page_fits_a_narrow_screen(visit: Callable[..., Page], name: str, lang: str) -> None:
    page = visit(PLACES[name], lang, dark=False, width=NARROW)

    wide = page.evaluate(
        "() => { const width = document.documentElement.clientWidth;"
        " return document.documentElement.scrollWidth > width"
        " ? [...document.querySelectorAll('body *')]"
        ".filter(part => part.getBoundingClientRect().right > width + 1)"
        ".slice(0, 5).map(part => part.outerHTML.slice(0, 120)) : [] }"
    )
    assert not wide, "\n".join(wide)


def test_page_keyboard_comes_first_to_the_content(visit: Callable[..., Page]) -> None:
    page = visit(PLACES["home"], "nl", dark=False, width=WIDE)

    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_page_can_be_read_without_script(demo_site: str, open_page: Open) -> None:
    page = open_page(demo_site + "/nl/", script=False)

    assert page.locator("h1").is_visible()
    assert page.locator(".site-header__nav a").first.is_visible()


def test_page_shows_focus_in_both_lights(visit: Callable[..., Page]) -> None:
    for dark in (False, True):
        page = visit(PLACES["home"], "nl", dark=dark, width=WIDE)
        page.locator(".plan .button").focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        outline = page.locator(".plan .button").evaluate(
            "link => getComputedStyle(link).outlineWidth + getComputedStyle(link).outlineStyle"
        )
        assert outline == "3pxsolid"
