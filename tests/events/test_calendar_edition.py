"""What calendars of one edition look like, to the letter: `feed.ics` beside this file.

When this fails on purpose, raise `EDITION` in `events.calendar.blocks`, so that entries which are
stored already are rendered anew, and write the new text into the file:

    WRITE_FEED=1 pytest tests/events/test_calendar_edition.py
"""

import os
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from brink.themes.models import EventType, Region, Theme
from events.calendar.blocks import EDITION
from events.models import Event, Place
from tests.events.parsers import entries
from tests.factories.events import add_items, event_page
from tests.factories.pages import publish

FILE = Path(__file__).with_name("feed.ics")
#: What the file holds.
WRITTEN_BY = 5
MORNING = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def content(tree: dict, client: Client) -> bytes:
    """A feed of a visit, a webinar that is off, and a summer school of two days."""
    town = Region.objects.create(
        code="gm1900", label_nl="Súdwest-Fryslân", label_en="Súdwest-Fryslân", level="municipality"
    )
    hall = Place.objects.create(
        name="De Lichtkamer", street="Lange Pijp 1", postcode="8601 AB", municipality=town,
        latitude=Decimal("53.0345"), longitude=Decimal("5.6601"),
    )  # fmt: skip
    theme = Theme.objects.create(
        code="energietransitie", label_nl="Energietransitie", label_en="Energy transition"
    )
    visit = EventType.objects.create(code="bezoek", label_nl="Bedrijfsbezoek", label_en="Visit")
    webinar = EventType.objects.create(code="webinar", label_nl="Webinar", label_en="Webinar")
    with time_machine.travel(MORNING, tick=False):
        one = event_page(
            title="Van baal tot korrel", summary="Reststromen; wat ze opleveren, en voor wie.",
            type=visit, themes=[theme], place=hall, start=datetime(2026, 12, 17, 12, tzinfo=UTC),
        )  # fmt: skip
        two = event_page(
            title="Subsidie aanvragen", type=webinar, presence="online", place=None,
            start=datetime(2027, 1, 14, 15, tzinfo=UTC), online_url="https://meet.example/secret",
        )  # fmt: skip
        three = event_page(
            title="Zomerschool", type=visit, place=hall, start=datetime(2027, 6, 3, 11, tzinfo=UTC),
            end=datetime(2027, 6, 4, 10, tzinfo=UTC),
        )  # fmt: skip
        add_items(three, (1, time(19, 30), 90), (2, time(9), 45))
        publish(three)
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        publish(two, status="cancelled", notice="De spreker is ziek.")
        found = client.get("/nl/agenda/feed.ics").content
    for number, page in enumerate((one, two, three), start=1):
        event = Event.objects.get(key=page.translation_key)
        found = found.replace(event.uid.encode(), f"{number:032x}".encode())
        seed = page.translation_key.hex[:8].encode()
        found = found.replace(seed, f"{number:08x}".encode())
    return found


def test_feed_is_to_the_letter_what_its_edition_says(content: bytes) -> None:
    if os.environ.get("WRITE_FEED"):
        FILE.write_bytes(content)

    assert content.decode().split("\r\n") == FILE.read_bytes().decode().split("\r\n")
    assert EDITION == WRITTEN_BY


def test_file_says_the_same_to_all_parsers() -> None:
    first, second, school, *days = entries(FILE.read_bytes())

    assert first.summary == "Van baal tot korrel"
    assert first.location == "De Lichtkamer, Lange Pijp 1, 8601 AB Súdwest-Fryslân"
    assert (second.summary, second.status) == ("GEANNULEERD: Subsidie aanvragen", "CANCELLED")
    assert [day.summary for day in days] == [
        "Zomerschool (dag 1 van 2)",
        "Zomerschool (dag 2 van 2)",
    ]
    assert (days[0].start, days[-1].end) == (school.start, school.end)
    assert days[0].end == datetime(2027, 6, 3, 19, tzinfo=UTC)
