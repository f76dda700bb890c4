"""Suggestions under a field of search, by keyboard; and the field without any script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from tests.factories.pages import add_page
from tests.journeys.steps import follow

pytestmark = pytest.mark.browser


@pytest.fixture
def bread(site: str) -> str:
    home = HomePage.objects.get(locale__language_code="nl")
    for name in ("bakken", "proeven"):
        add_page(home, title=f"Brood {name}", slug=name)
    run_due()
    return f"{site}/nl/zoeken/"


def test_suggestions_are_chosen_by_keyboard(
    bread: str, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page(bread, width=320)
    field = page.locator("input[role=combobox]")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("bro")
    options = page.locator("[role=option]")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert axe(page) == []
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute(
        "aria-activedescendant", options.first.get_attribute("id") or ""
    )
    expect(field).to_be_focused()
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("bro")
    field.press("Backspace")
    expect(options).to_have_count(2)
    name = options.last.locator("span").first.inner_text()
    field.press("ArrowUp")
    field.press("Enter")
    expect(page).to_have_title(re.compile(name))


def test_enter_without_a_choice_searches(bread: str, open_page: Callable[..., Page]) -> None:
    page = open_page(bread)
    field = page.locator("input[role=combobox]")
    field.press_sequentially("brood")
    expect(page.locator("[role=option]")).to_have_count(2)
    field.press("Enter")
    expect(page.locator("ol.results > li")).to_have_count(2)


def test_without_scripts_the_field_is_a_field(bread: str, open_page: Callable[..., Page]) -> None:
    page = open_page(bread, script=False)
    field = page.get_by_role("searchbox")
    field.fill("brood proeven")
    follow(page.get_by_role("button", name="Zoek", exact=True))
    expect(page.locator("ol.results > li").first).to_contain_text("Brood proeven")
