"""An event of several days has its first and its last, wherever its day stands."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from events import links
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")
WHEN = {"start": datetime(2037, 7, 1, 7, tzinfo=UTC), "end": datetime(2037, 7, 2, 14, tzinfo=UTC)}
FACTS = {
    "en": (
        "Wednesday 1 July 2037 – Thursday 2 July 2037",
        "Wednesday 1 July 2037, 09:00 – Thursday 2 July 2037, 16:00",
        "/en/events/fair/register/",
    ),
    "nl": (
        "woensdag 1 juli 2037 – donderdag 2 juli 2037",
        "woensdag 1 juli 2037, 09.00 uur – donderdag 2 juli 2037, 16.00 uur",
        "/nl/agenda/fair/aanmelden/",
    ),
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_both_days_are_said_before_and_after_signing_up(client: Client, lang: str) -> None:
    days, span, sign_up = FACTS[lang]
    event = event_factory(lang, slug="fair", **WHEN)
    with translation.override(lang):
        standing = links.path("confirm", registration_factory(event))
    for path in (sign_up, standing):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        box = page.select_one(".split__aside .sign-up")
        assert box.h2.text.lower() == days.lower()
        assert span in box.p.text
        assert days in page.select_one("main .field-name").text
    assert days in page.h1.text
