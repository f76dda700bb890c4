"""A browser before a live server. Each page it opens is watched for errors and for other hosts."""

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from brink.home.tree import build_tree
from tests.conftest import restore_initial_rows
from tests.journeys.watch import Watch
from tests.services import chromium

# Quiet: no first-run pages, no calls home, no crash reports.
FLAGS = [
    "--no-sandbox",  # root's Chromium refuses to start with it
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
#: How long, in milliseconds, a busy machine may take for what a browser waits for.
PATIENCE = 20_000
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that opens a page is a browser test, also when nobody wrote the mark."""
    for item in items:
        if {"open_page", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests of the process."""
    path = chromium.executable()
    if not path:
        pytest.skip("no Chromium on the PATH; on Debian: sudo apt-get install chromium")
    # Playwright keeps a loop running in this thread, and Django then refuses the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=["nl", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Each journey is walked in both languages."""
    return request.param


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """`open_page(address, lang="en", dark=True, width=320, script=False)` gives a page, opened.

    Every page has a visitor of its own. At the end of the test it fails on anything a page logged
    as an error (the Content-Security-Policy does) and on any request to another host.
    """
    watches = []

    def open_it(address: str, *, lang: str = "nl", dark: bool = False, **more: Any) -> Page:
        context = browser.new_context(
            locale={"nl": "nl-NL", "en": "en-GB"}[lang],
            timezone_id="Europe/Amsterdam",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            viewport={"width": more.get("width", 1280), "height": more.get("height", 900)},
            java_script_enabled=more.get("script", True),
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watches.append(Watch(page, host=urlsplit(address).netloc))
        page.goto(address)
        return page

    yield open_it
    for watch in watches:
        watch.page.context.close()
    told = [line for watch in watches for line in watch.told]
    assert not told, "\n".join(told)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)` gives what axe finds, a line per rule: its name, its help, the first elements."""

    def look(page: Page) -> list[str]:
        return [
            f"{rule['id']}: {rule['help']}: "
            + "; ".join(node["html"] for node in rule["nodes"][:5])
            for rule in violations(page)
        ]

    return look


def violations(page: Page) -> list[dict[str, Any]]:
    """Of a page that stands; once more where another came in its place in the meantime."""
    page.wait_for_load_state()
    try:
        return run_axe(page)
    except Error:
        page.wait_for_load_state()
        return run_axe(page)


def run_axe(page: Page) -> list[dict[str, Any]]:
    """Half a megabyte of script is brought to a page once, however often it is looked at."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    return page.evaluate("async options => (await axe.run(options)).violations", AXE)


@pytest.fixture
def site(live_server: LiveServer, settings: Any) -> str:
    """The address of a site with an empty page tree; what a test adds is gone after it."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url  # links in mails
    build_tree()
    return live_server.url


@pytest.fixture(scope="module")
def demo_site(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a site with the demo content, shared by the tests of one module.

    For looking, not for changing: what one test writes the next one sees.
    """
    with django_db_blocker.unblock():
        call_command("load_content", "--quiet", verbosity=0)
        server = LiveServer("localhost")
        yield server.url
        server.stop()
    restore_initial_rows(request.config)
