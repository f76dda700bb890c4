"""Each template in both languages, light and dark, wide and narrow: axe finds nothing.

A new template joins by its address: one line in `PLACES`, or in `DOORS` if it must be looked up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils import translation
from playwright.sync_api import Page, expect

from brink.home.demo.accounts import load_accounts
from brink.jobs.runner import run_due
from brink.pages.errors import error_page
from brink.people.models import User
from events.messages import tell
from tests.journeys.doors import DOORS, unconfirmed
from tests.journeys.steps import follow

Open = Callable[..., Page]

NARROW, WIDE = 320, 1280


@dataclass(frozen=True)
class Place:
    """A page in both languages; `first` opens the first item in its list instead."""

    nl: str
    en: str
    first: str = ""
    is_for_members: bool = False


ITEM = "main ol h2 a, main ol h3 a, main article h2 a, main article h3 a"
SUBMIT = "main form button[type=submit]"
PLACES = {
    "home": Place("/nl/", "/en/"),
    "contact": Place("/nl/contact/", "/en/contact/"),
    "glossary": Place("/nl/woordenlijst/", "/en/glossary/"),
    "accessibility": Place("/nl/toegankelijkheid/", "/en/accessibility/"),
    "404": Place("/nl/niets/", "/en/nothing/"),
    "agenda": Place("/nl/agenda/", "/en/events/"),
    "past events": Place("/nl/agenda/?past=1", "/en/events/?past=1"),
    "subscribe": Place("/nl/agenda/abonneren/", "/en/events/subscribe/"),
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
    "organisation": Place("/nl/organisaties/zeevonk/", "/en/organisations/zeevonk/"),
    "research group": Place("/nl/onderzoeksgroepen/marketing/", "/en/research-groups/marketing/"),
    "search": Place("/nl/zoeken/?q=rooster", "/en/search/?q=roster"),
    "nothing found": Place("/nl/zoeken/?q=xyzzyqq", "/en/search/?q=xyzzyqq"),
    "my agenda": Place("/nl/mijn-agenda/", "/en/my-agenda/"),
    "login": Place("/nl/account/login/", "/en/account/login/"),
    "login with errors": Place("/nl/account/login/", "/en/account/login/", first=SUBMIT),
    "sign up": Place("/nl/account/signup/", "/en/account/signup/"),
    "password reset": Place("/nl/account/password/reset/", "/en/account/password/reset/"),
    "profile": Place("/nl/account/", "/en/account/", is_for_members=True),
    "sessions": Place("/nl/account/sessions/", "/en/account/sessions/", is_for_members=True),
    "agenda of an account": Place("/nl/mijn-agenda/", "/en/my-agenda/", is_for_members=True),
}
#: Pages that a browser meets only once it is refused, by their status.
REFUSALS = {"403": 403, "429": 429}


@pytest.fixture
def visit(demo_site: str, open_page: Open, django_db_blocker: Any) -> Callable[..., Page]:
    """`visit("agenda", "nl", dark=True, width=320)` opens it, folded parts unfolded."""

    def go(name: str, lang: str, *, dark: bool = False, width: int = WIDE) -> Page:
        with django_db_blocker.unblock(), translation.override(lang):
            page = open_page(
                f"{demo_site}/{lang}/account/login/", lang=lang, dark=dark, width=width
            )
            enter(page, demo_site, name, lang)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        return page

    return go


def enter(page: Page, site: str, name: str, lang: str) -> None:
    if status := REFUSALS.get(name):
        html = error_page(RequestFactory().get(f"/{lang}/x/"), status, {}).content
        page.route("**/refused/", lambda route: route.fulfill(content_type="text/html", body=html))
        page.goto(f"{site}/{lang}/refused/")
    elif name in DOORS:
        page.goto(site + DOORS[name]())
    elif name == "register with errors":
        page.goto(site + DOORS["register"]())
        follow(page.locator(SUBMIT).first)
    else:
        enter_place(page, site, PLACES[name], lang)


def enter_place(page: Page, site: str, place: Place, lang: str) -> None:
    if place.is_for_members:
        page.context.add_cookies([session_of("trainee@brink.example", site)])
    page.goto(site + getattr(place, lang))
    assert page.url == site + getattr(place, lang), "sent elsewhere, such as to the login"
    if place.first:
        follow(page.locator(place.first).first)


def session_of(email: str, site: str) -> Any:
    """The cookie of a demo account that is logged in."""
    load_accounts()
    client = Client()
    client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", [*PLACES, *DOORS, *REFUSALS, "register with errors"])
def test_page_is_for_everybody(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]], name: str, lang: str
) -> None:
    page = visit(name, lang)

    assert_for_everybody(page, axe)
    is_dead_end = bool(page.locator("img[src*='/stopped/']").count())
    assert is_dead_end == (name == "404"), page.url


@pytest.fixture
def letter(demo_site: str, settings: Any, tmp_path: Any, django_db_blocker: Any, lang: str) -> str:
    """The address of a real mail on a development site."""
    settings.DEBUG = True
    settings.EMAIL_BACKEND = "brink.mail.backends.MailboxBackend"
    settings.DEV_MAILBOX = tmp_path
    with django_db_blocker.unblock():
        tell(unconfirmed(lang))
        run_due()
    (found,) = tmp_path.glob("*.eml")
    return f"{demo_site}/dev/mail/{found.stem}/"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_letter_in_the_mailbox_is_for_everybody(
    letter: str, open_page: Open, axe: Callable[[Page], list[str]], lang: str
) -> None:
    page = open_page(letter, lang=lang)

    assert_for_everybody(page, axe)
    assert page.frame_locator("iframe").locator("h1").is_visible()
    assert page.locator("iframe").bounding_box()["width"] <= NARROW
    heights = page.locator("main dt").evaluate_all("all => all.map(each => each.clientHeight)")
    assert max(heights) < 40, "a name stands on one line, not letter under letter"


def assert_for_everybody(page: Page, axe: Callable[[Page], list[str]]) -> None:
    """Axe in each light at each width, and nothing wider than a narrow screen."""
    found = []
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            found += [f"{light} {width}: {line}" for line in axe(page)]

    assert not found, "\n".join(found)
    assert not wide_parts(page)
    assert page.locator("h1").count() == 1


def wide_parts(page: Page) -> list[str]:
    """What sticks out of the screen, when the page can be scrolled sideways."""
    return page.evaluate(
        "() => { const width = document.documentElement.clientWidth;"
        " return document.documentElement.scrollWidth > width"
        " ? [...document.querySelectorAll('body *')]"
        ".filter(part => part.getBoundingClientRect().right > width + 1)"
        ".slice(0, 5).map(part => part.outerHTML.slice(0, 120)) : [] }"
    )


def test_page_keyboard_comes_first_to_the_content(visit: Callable[..., Page]) -> None:
    page = visit("home", "nl")

    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_page_can_be_read_without_script(demo_site: str, open_page: Open) -> None:
    page = open_page(demo_site + "/nl/", script=False)

    assert page.locator("h1").is_visible()
    assert page.locator(".site-header__nav a").first.is_visible()


def test_page_shows_focus_in_both_lights(visit: Callable[..., Page]) -> None:
    for dark in (False, True):
        page = visit("home", "nl", dark=dark)
        page.locator(".plan .button").focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        outline = page.locator(".plan .button").evaluate(
            "link => getComputedStyle(link).outlineWidth + getComputedStyle(link).outlineStyle"
        )
        assert outline == "3pxsolid"
