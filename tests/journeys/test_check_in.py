"""Check-in in a browser: codes, names and the keyboard, on phones old and new."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from events.models import CheckIn, Event
from tests.factories.events import person_factory, registration_factory
from tests.journeys.entrance import Open, enter, event, named, path, session, tally, type_code
from tests.journeys.steps import follow

__all__ = ["event", "session"]  # fixtures

#: What Safari of iOS 15 does not have yet.
BE_OLD = """
  delete Array.prototype.toSorted;
  delete AbortSignal.timeout;
"""
DRAW_NOTHING = "Element.prototype.replaceChildren = () => { throw new TypeError('too old'); };"


def test_typed_code_is_said_at_once_counted_and_sent(
    site: str, event: Event, session: dict[str, str], open_page: Open, lang: str
) -> None:
    page = enter(open_page, site, path(event, lang=lang), session, lang=lang, width=320)
    row = named(event, "Femke")
    expect(page.locator("#latest")).to_be_hidden()

    type_code(page, f"{row.code[:4].lower()} {row.code[4:]}")

    expect(page.locator("[data-told]")).to_contain_text("Femke Zee")
    expect(page.locator("[data-waits]")).to_have_text("")
    expect(tally(page)).to_have_text("1")
    expect(tally(page, "online")).to_have_text("0")
    expect(page.locator("[data-latest] li")).to_have_count(1)
    expect(page.locator("#latest")).to_be_visible()
    expect(page.locator("#code")).to_be_focused()
    row.refresh_from_db()
    assert row.checked_in


def test_name_is_found_as_it_is_typed_and_undone_by_keyboard(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session, width=320)

    page.locator("#q").press_sequentially("zoe")
    expect(page.locator("[data-found] li")).to_have_count(1)
    page.locator("[data-found] button").focus()
    page.keyboard.press("Enter")
    expect(tally(page, "online")).to_have_text("1")
    expect(page.locator("[data-found] button")).to_be_focused()
    page.evaluate("dispatchEvent(new Event('online'))")  # the list is drawn anew
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-found] button")).to_be_focused()
    page.keyboard.press("Enter")

    expect(tally(page, "online")).to_have_text("0")
    expect(page.locator("[data-waits]")).to_have_text("")
    row = named(event, "Zoë")
    assert (row.checked_in, row.check_ins.count()) == (None, 2)


def test_older_phone_draws_the_list_and_sends(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session)
    page.add_init_script(BE_OLD)
    page.reload()

    type_code(page, named(event, "Femke").code or "")

    expect(page.locator("[data-latest] li")).to_have_count(1)
    expect(page.locator("[data-waits]")).to_have_text("")
    assert named(event, "Femke").checked_in


def test_phone_that_cannot_draw_the_page_has_its_forms(
    site: str, event: Event, session: dict[str, str], browser: Browser
) -> None:
    """The error of the script is no reason to lose who stands at the door."""
    context = browser.new_context(locale="nl-NL")  # nobody listens for that error
    context.add_cookies([{**session, "url": site}])
    page = context.new_page()
    page.add_init_script(DRAW_NOTHING)
    page.goto(site + path(event))

    type_code(page, named(event, "Femke").code or "")

    expect(tally(page)).to_have_text("1")
    assert [line.how for line in named(event, "Femke").check_ins.all()] == ["code"]
    context.close()


def test_who_waits_is_refused_in_words(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session)

    type_code(page, named(event, "Wytse").code or "")

    expect(page.locator("[data-told]")).to_contain_text("Wytse Wacht")
    expect(page.locator("[data-told]")).to_have_class("door__no")


def test_error_of_the_field_is_gone_with_the_next_scan(
    site: str, event: Event, session: dict[str, str], open_page: Open, lang: str
) -> None:
    page = enter(open_page, site, path(event, lang=lang), session, lang=lang)
    follow(page.locator("[data-scan]:has(#code) button"))
    expect(page).to_have_title(re.compile("^(Fout|Error): "))
    expect(page.locator("#code")).to_have_attribute("aria-invalid", "true")

    type_code(page, named(event, "Femke").code or "")

    expect(page.locator("[data-told]")).to_contain_text("Femke Zee")
    expect(page.locator(".field--wrong, #code-error, [aria-invalid]")).to_have_count(0)
    expect(page.locator("#code")).to_have_attribute("aria-describedby", "code-help")
    expect(page).not_to_have_title(re.compile("^(Fout|Error): "))


def test_codes_that_follow_fast_each_have_their_own_answer(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session)
    codes = [row.code for row in event.registrations.order_by("position")]

    for code in [*codes, "AAAAAAAA"]:
        type_code(page, code or "")

    expect(page.locator("[data-waits]")).to_have_text("")
    expect(page.locator("[data-told]")).to_have_class("door__no")
    expect(tally(page)).to_have_text("1")
    expect(tally(page, "online")).to_have_text("1")
    assert CheckIn.objects.count() == 2


def test_everything_works_without_script(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session, script=False, width=320)
    assert not page.locator("[data-camera]").is_visible()

    page.locator("#code").fill(named(event, "Femke").code or "")
    follow(page.locator("[data-scan]:has(#code) button"))
    expect(tally(page)).to_have_text("1")
    page.locator("#q").fill("zoe")
    follow(page.locator("[data-find] button"))
    follow(page.locator("[data-found] button"))
    expect(tally(page, "online")).to_have_text("1")
    follow(page.locator("[data-latest] button").first)

    expect(tally(page, "online")).to_have_text("0")
    follow(page.locator(f"a[href='{path(event, 'walk-in')}']"))
    page.locator("#id_given").fill("Hidde")
    page.locator("#id_family").fill("Post")
    follow(page.locator("main form button"))
    expect(tally(page)).to_have_text("2")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["check-in", "walk-in", "room-screen"])
def test_pages_of_the_door_are_accessible(
    site: str,
    event: Event,
    session: dict[str, str],
    open_page: Open,
    axe: Callable[[Page], list[str]],
    name: str,
    width: int,
) -> None:
    registration_factory(event, person=person_factory(given="Ine"), checked_in=timezone.now())
    page = enter(open_page, site, path(event, name), session, width=width)
    if name == "check-in":
        page.locator("#q").fill("e")
        page.locator("[data-found] li").first.wait_for()

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main input:not([type=hidden])')]"
        ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).length"
    )
    assert small == 0
