"""Mails as a phone shows them."""

import pytest
from django.core import mail
from playwright.sync_api import Browser

from brink.jobs.runner import run_due
from events.messages import tell
from tests.factories.events import event_factory, registration_factory

#: Such as an address of Teams: long, and without a place to break it.
LONG_URL = "https://video.example/l/meetup-join/" + "19%3ameeting_ZjI2Nz" * 8


@pytest.mark.usefixtures("tree")
def test_mail_with_a_long_link_is_no_wider_than_a_phone(browser: Browser) -> None:
    event = event_factory(presence="online", online_url=LONG_URL)
    tell(registration_factory(event, email="femke@zeevonk.example"))
    run_due()
    (letter,) = mail.outbox
    html = next(part for part, kind in letter.alternatives if kind == "text/html")
    assert LONG_URL in html

    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.set_content(html)

    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    page.close()
