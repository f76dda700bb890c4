"""Check-in in a browser while the network drops, the phone is full or the site says no."""

import pytest
from playwright.sync_api import expect

from events.models import CheckIn, Event
from tests.journeys.entrance import Open, enter, event, named, path, session, tally, type_code

__all__ = ["event", "session"]  # fixtures

LOSE_ONE_ANSWER = """() => {
  const send = fetch;
  window.fetch = async (address, options) => {
    const answer = await send(address, options);
    if (options.method !== "POST" || document.documentElement.dataset.lost) return answer;
    document.documentElement.dataset.lost = "once";
    throw new TypeError("lost");
  };
}"""
BE_FULL = """() => {
  Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
}"""


def test_scans_outlive_a_network_that_drops_and_a_reload(
    site: str, event: Event, session: dict[str, str], open_page: Open, lang: str
) -> None:
    page = enter(open_page, site, path(event, lang=lang), session, lang=lang, width=320)
    page.locator("[data-camera]:not([hidden]), #code").first.wait_for()
    page.context.set_offline(True)

    type_code(page, named(event, "Femke").code or "")
    expect(page.locator("[data-told]")).to_contain_text("Femke Zee")
    expect(tally(page)).to_have_text("1")
    expect(page.locator("[data-waits]")).to_contain_text("1")
    type_code(page, named(event, "Wytse").code or "")
    expect(page.locator("[data-told]")).to_have_class("door__no")
    expect(page.locator("[data-waits]")).to_contain_text("2")
    assert CheckIn.objects.count() == 0

    kept = page.evaluate("localStorage.getItem(Object.keys(localStorage)[0])")
    assert "Femke" not in kept
    page.locator(f"a[href='{path(event, 'walk-in', lang)}']").click()  # leads nowhere now
    assert page.url == site + path(event, lang=lang)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(site + path(event, lang=lang))

    expect(page.locator("[data-waits]")).to_have_text("")
    expect(tally(page)).to_have_text("1")
    assert named(event, "Femke").checked_in
    assert not named(event, "Wytse").checked_in
    assert page.evaluate("Object.values(localStorage)") == ["[]"]


def test_scans_outlive_a_phone_that_is_full(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    type_code(page, named(event, "Femke").code or "")
    page.evaluate(BE_FULL)
    type_code(page, named(event, "Zoë").code or "")
    expect(page.locator("[data-waits]")).to_contain_text("2")

    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("[data-waits]")).to_have_text("")
    assert named(event, "Femke").checked_in
    assert named(event, "Zoë").checked_in


def test_answer_that_was_lost_leads_to_no_double(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    """The server took the scan in, the phone never heard of it and sends it again."""
    page = enter(open_page, site, path(event), session)
    page.evaluate(LOSE_ONE_ANSWER)

    type_code(page, named(event, "Femke").code or "")
    expect(page.locator("html")).to_have_attribute("data-lost", "once")
    expect(page.locator("[data-waits]")).not_to_have_text("")
    assert named(event, "Femke").checked_in
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("[data-waits]")).to_have_text("")
    assert CheckIn.objects.count() == 1


def test_phone_learns_what_another_phone_did(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    one, other = (enter(open_page, site, path(event), session) for _n in range(2))

    type_code(one, named(event, "Femke").code or "")
    expect(tally(one)).to_have_text("1")
    expect(one.locator("[data-waits]")).to_have_text("")
    other.evaluate("dispatchEvent(new Event('online'))")

    expect(tally(other)).to_have_text("1")


def test_session_that_ended_loses_no_scan(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session)
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies(name="sessionid")

    type_code(page, named(event, "Femke").code or "")
    expect(page.locator("[data-told]")).to_have_class("door__no")
    expect(page.locator("[data-waits]")).to_contain_text("1")
    page.context.add_cookies([{**session, "url": site}])
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("[data-waits]")).to_have_text("")
    assert named(event, "Femke").checked_in


@pytest.mark.parametrize("status", [400, 429])
def test_site_that_takes_nothing_in_is_told_once(
    site: str, event: Event, session: dict[str, str], open_page: Open, status: int
) -> None:
    page = enter(open_page, site, path(event, lang="en"), session, lang="en")
    page.wait_for_load_state("networkidle")
    page.route("**/scans/", lambda route: route.fulfill(status=status, body="{}"))
    told = page.locator("[data-told]")

    type_code(page, named(event, "Femke").code or "")
    expect(told).to_contain_text("takes no scans")
    expect(page.locator("[data-waits]")).to_contain_text("1")
    page.evaluate("document.querySelector('[data-told]').textContent = 'heard'")
    with page.expect_response("**/scans/"):
        page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(100)
    expect(told).to_have_text("heard")
    page.unroute("**/scans/")
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("[data-waits]")).to_have_text("")
    assert named(event, "Femke").checked_in
