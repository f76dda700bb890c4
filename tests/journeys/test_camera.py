"""Check-in in a browser by the camera, and without one."""

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import segno
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, expect

from events.models import Event
from tests.journeys.conftest import FLAGS
from tests.journeys.entrance import Open, enter, event, named, path, session, tally
from tests.journeys.watch import Watch
from tests.services import chromium

__all__ = ["event", "session"]  # fixtures


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
