"""Check-in in a browser: the camera, a network that drops, the keyboard, the screen in the room."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import segno
import zxingcpp
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, expect

from brink.people.models import User
from events.door.room import code_at
from events.models import CheckIn, Event, Registration, TeamMember
from tests.factories.events import event_page, person_factory, registration_factory
from tests.journeys.conftest import FLAGS
from tests.journeys.watch import Watch
from tests.services import chromium

Open = Callable[..., Page]
LOSE_ONE_ANSWER = """() => {
  const send = fetch;
  window.fetch = async (address, options) => {
    const answer = await send(address, options);
    if (options.method !== "POST" || document.documentElement.dataset.lost) return answer;
    document.documentElement.dataset.lost = "once";
    throw new TypeError("lost");
  };
}"""

#: What Safari of iOS 15 does not have yet.
BE_OLD = """
  delete Array.prototype.toSorted;
  delete AbortSignal.timeout;
"""
BE_FULL = """() => {
  Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
}"""
DRAW_NOTHING = "Element.prototype.replaceChildren = () => { throw new TypeError('too old'); };"


@pytest.fixture
def event(site: str) -> Event:
    """It began half an hour ago; two are expected, one waits."""
    began = timezone.now() - timedelta(minutes=30)
    page = event_page("nl", start=began, title="Kaas maken", presence="hybrid")
    event = Event.objects.get(key=page.translation_key)
    for given, family, seat in (("Femke", "Zee", "room"), ("Zoë", "Bakker", "online")):
        person = person_factory(given=given, family=family)
        registration_factory(event, person=person, seat=seat, organisation="Bakkerij De Zeevonk")
    registration_factory(event, "waiting", person=person_factory(given="Wytse", family="Wacht"))
    return event


@pytest.fixture
def session(event: Event) -> dict[str, str]:
    """The cookie of a host of the event."""
    user = User.objects.create_user("jikke@brink.example")
    TeamMember.objects.create(event=event, user=user, role="check-in")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {"name": "sessionid", "value": client.cookies["sessionid"].value}


def path(event: Event, name: str = "check-in", lang: str = "nl") -> str:
    with translation.override(lang):
        return reverse(f"events:{name}", args=[event.key])


def enter(open_page: Open, site: str, address: str, session: dict[str, str], **more: Any) -> Page:
    page = open_page(f"{site}/healthz", **more)
    page.context.add_cookies([{**session, "url": site}])
    page.goto(site + address)
    return page


def named(event: Event, given: str) -> Registration:
    return event.registrations.get(person__given=given)


def tally(page: Page, seat: str = "room") -> Any:
    return page.locator(f"[data-tally={seat}] [data-present]")


def type_code(page: Page, code: str) -> None:
    page.locator("#code").fill(code)
    page.locator("#code").press("Enter")


def test_typed_code_is_said_at_once_counted_and_sent(
    site: str, event: Event, session: dict[str, str], open_page: Open, lang: str
) -> None:
    page = enter(open_page, site, path(event, lang=lang), session, lang=lang, width=320)
    row = named(event, "Femke")

    type_code(page, f"{row.code[:4].lower()} {row.code[4:]}")

    expect(page.locator("[data-told]")).to_contain_text("Femke Zee")
    expect(page.locator("[data-waits]")).to_have_text("")
    expect(tally(page)).to_have_text("1")
    expect(tally(page, "online")).to_have_text("0")
    expect(page.locator("[data-latest] li")).to_have_count(1)
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


def test_everything_works_without_script(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session, script=False, width=320)
    assert not page.locator("[data-camera]").is_visible()

    page.locator("#code").fill(named(event, "Femke").code or "")
    page.locator("[data-scan]:has(#code) button").click()
    expect(tally(page)).to_have_text("1")
    page.locator("#q").fill("zoe")
    page.locator("[data-find] button").click()
    page.locator("[data-found] button").click()
    expect(tally(page, "online")).to_have_text("1")
    page.locator("[data-latest] button").first.click()

    expect(tally(page, "online")).to_have_text("0")
    page.locator(f"a[href='{path(event, 'walk-in')}']").click()
    page.locator("#id_given").fill("Hidde")
    page.locator("#id_family").fill("Post")
    page.locator("main form button").click()
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


# The camera


@pytest.fixture
def camera(browser: Browser, event: Event, tmp_path: Path) -> Iterator[Browser]:
    """A browser whose camera sees the code of Femke, held a bit askew."""
    film = tmp_path / "camera.mjpeg"
    code = named(event, "Femke").code or ""
    film.write_bytes(b"".join(frame(code, turn) for turn in (4, 7, 9)))
    flags = [
        *FLAGS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    opened = browser.browser_type.launch(executable_path=chromium.executable(), args=flags)
    yield opened
    opened.close()


def frame(code: str, turn: int) -> bytes:
    """A picture as a phone takes it: grey, turned, not sharp."""
    square = io.BytesIO()
    segno.make_qr(code, error="m").save(square, kind="png", scale=9, border=4)
    shown = Image.open(square).convert("RGB")
    picture = Image.new("RGB", (640, 480), (120, 118, 110))
    picture.paste(shown, (170, 110))
    picture = picture.rotate(turn, fillcolor=(120, 118, 110)).filter(ImageFilter.GaussianBlur(1))
    taken = io.BytesIO()
    picture.save(taken, "JPEG", quality=70)
    return taken.getvalue()


def test_camera_checks_in_who_shows_a_code(
    site: str, event: Event, session: dict[str, str], camera: Browser
) -> None:
    context = camera.new_context(viewport={"width": 320, "height": 700}, locale="nl-NL")
    context.add_cookies([{**session, "url": site}])
    page = context.new_page()
    watch = Watch(page, host=urlsplit(site).netloc)
    page.goto(site + path(event))

    page.locator("[data-camera-on]").click()

    expect(page.locator("[data-told]")).to_contain_text("Femke Zee")
    expect(tally(page)).to_have_text("1")
    expect(page.locator("[data-waits]")).to_have_text("")
    assert page.locator("video").is_visible()
    page.wait_for_timeout(1500)  # it stays before the camera
    assert [line.how for line in named(event, "Femke").check_ins.all()] == ["scan"]
    page.locator("[data-camera-off]").click()
    expect(page.locator("[data-camera-on]")).to_be_focused()
    assert watch.told == []


def test_page_without_camera_says_so_and_leaves_the_rest(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session)

    page.locator("[data-camera-on]").click()

    expect(page.locator("[data-told]")).to_have_class("door__no")
    expect(page.locator("[data-camera-on]")).to_be_focused()


#: A question that is answered when the test says so, and a list of what was never stopped.
ASK_LATER = """
  const tracks = (window.tracks = []);
  navigator.mediaDevices.getUserMedia = () => new Promise((resolve) => {
    const stream = document.createElement("canvas").captureStream();
    tracks.push(...stream.getTracks());
    window.allow = () => resolve(stream);
  });
"""
FAIL_TO_PLAY = "HTMLMediaElement.prototype.play = () => Promise.reject(new Error('no'));"
RUNNING = "window.tracks.filter((track) => track.readyState === 'live').length"


def test_camera_is_switched_off_before_the_question_is_answered(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session)
    page.add_init_script(ASK_LATER)
    page.reload()
    page.locator("[data-camera-on]").click()

    page.locator("[data-camera-off]").click()
    page.evaluate("window.allow()")

    expect(page.locator("[data-camera-on]")).to_be_focused()
    page.wait_for_function(f"{RUNNING} === 0")
    assert not page.locator("video").is_visible()
    expect(page.locator("[data-told]")).to_have_text("")


def test_camera_that_shows_nothing_is_stopped(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    page = enter(open_page, site, path(event), session)
    page.add_init_script(ASK_LATER + FAIL_TO_PLAY)
    page.reload()
    page.locator("[data-camera-on]").click()

    page.evaluate("window.allow()")

    expect(page.locator("[data-told]")).to_have_class("door__no")
    page.wait_for_function(f"{RUNNING} === 0")


# The screen in the room


def scan(page: Page) -> str:
    """What a phone reads from the screen."""
    picture: Any = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    return zxingcpp.read_barcodes(picture)[0].text


def test_who_scans_the_screen_checks_in_by_own_code(
    site: str, event: Event, session: dict[str, str], open_page: Open, lang: str
) -> None:
    screen = enter(open_page, site, path(event, "room-screen", lang), session, lang=lang)
    phone = open_page(scan(screen), lang=lang, width=320)

    phone.locator("#id_who").fill(named(event, "Femke").code or "")
    phone.locator("#id_who").press("Enter")

    expect(phone.locator("main form")).to_have_count(0)
    assert [line.how for line in named(event, "Femke").check_ins.all()] == ["room"]


def test_screen_changes_its_code_by_itself(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    screen = enter(open_page, site, path(event, "room-screen"), session)
    first = scan(screen)
    Event.objects.filter(pk=event.pk).update(room_secret="0" * 32)

    screen.clock.install()
    screen.reload()
    screen.clock.fast_forward(31_000)

    expect(screen.locator(".qr svg")).to_be_visible()
    assert scan(screen) != first


def test_screen_without_network_shows_no_old_code(
    site: str, event: Event, session: dict[str, str], open_page: Open
) -> None:
    screen = open_page(f"{site}/healthz")
    screen.context.add_cookies([{**session, "url": site}])
    screen.clock.install()
    screen.goto(site + path(event, "room-screen"))
    screen.context.set_offline(True)
    screen.clock.fast_forward(31_000)

    expect(screen.locator("[data-lost]")).to_be_visible()
    expect(screen.locator(".qr svg")).to_have_count(0)
    screen.context.set_offline(False)
    screen.clock.fast_forward(6_000)

    expect(screen.locator(".qr svg")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_page_of_the_phone_in_the_room_is_accessible(
    site: str,
    event: Event,
    open_page: Open,
    axe: Callable[[Page], list[str]],
    width: int,
) -> None:
    code = code_at(event, timezone.now())
    page = open_page(f"{site}{path(event, 'here')}{code}/", width=width)
    assert axe(page) == []
    page.locator("main button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert axe(page) == []
    page.locator("#id_who").fill("niemand@nergens.example")
    page.locator("main button").click()

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
