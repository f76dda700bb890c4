"""The feeds over HTTP: what is in them, conditional answers, refusals."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from brink.themes.models import EventType, Theme
from events.models import Event
from tests.factories.events import event_factory, event_page, event_type
from tests.factories.pages import add_translation, publish

pytestmark = pytest.mark.django_db
FEEDS = {"nl": "/nl/agenda/feed.ics", "en": "/en/events/feed.ics"}


def events_in(content: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def titles(content: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in events_in(content)]


@pytest.mark.parametrize("lang", FEEDS)
def test_feed_is_a_calendar_of_its_language(tree: dict, client: Client, lang: str) -> None:
    event_page("nl", title="Kringloop", other_title="Circle")

    response = client.get(FEEDS[lang])

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert titles(response.content) == [{"nl": "Kringloop", "en": "Circle"}[lang]]
    name = {"nl": b"NAME:Brink-agenda", "en": b"NAME:Brink agenda"}[lang]
    assert b"\r\n" + name in response.content
    assert b"X-WR-CAL" + name in response.content


def test_feed_answers_without_accept_header_cookie_or_vary(tree: dict) -> None:
    response = Client(headers={"accept": ""}).get(FEEDS["nl"])

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_feed_query_count_is_the_same_for_any_number(
    tree: dict, client: Client, number: int, django_assert_num_queries
) -> None:
    for _each in range(number):
        event_page()
    client.get(FEEDS["nl"])  # labels are in memory from now on

    with django_assert_num_queries(4):
        response = client.get(FEEDS["nl"])

    assert len(events_in(response.content)) == number
