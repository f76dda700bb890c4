"""The links that put one event in a calendar of Google or Outlook, in both languages."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories.events import event_page, place

pytestmark = pytest.mark.usefixtures("tree")

PAGES = {"nl": "/nl/agenda/kringloop/", "en": "/en/events/kringloop/"}


@pytest.fixture
def _event(tree: dict) -> None:
    """On the night in which the clocks go back: the hour from two to three comes twice."""
    event_page(
        title="Kringloop + café & meer",
        other_title="Circle + café & more",
        slug="kringloop",
        summary="Straks; in Súdwest-Fryslân.",
        place=place("De Lichtkamer"),
        start=datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        end=datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    )


def asked(client: Client, lang: str, host: str) -> dict[str, Any]:
    soup = BeautifulSoup(client.get(PAGES[lang]).content, "html.parser")
    link = soup.select_one(f".calendar-links a[href^='https://{host}/']")["href"]
    assert host == "calendar.google.com" or "+" not in link
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


@pytest.mark.usefixtures("_event")
@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize("host", ["outlook.live.com", "outlook.office.com"])
def test_outlook_gets_the_words_of_the_reader_and_two_instants(
    client: Client, lang: str, host: str
) -> None:
    query = asked(client, lang, host)

    title = {"nl": "Kringloop + café & meer", "en": "Circle + café & more"}[lang]
    assert query["subject"] == title
    assert (query["startdt"], query["enddt"]) == ("2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z")
    assert query["location"].startswith("De Lichtkamer")
    assert f"http://testserver{PAGES[lang]}" in query["body"]


@pytest.mark.usefixtures("_event")
@pytest.mark.parametrize("lang", PAGES)
def test_google_gets_the_words_of_the_reader_and_two_instants(client: Client, lang: str) -> None:
    query = asked(client, lang, "calendar.google.com")

    assert query["action"] == "TEMPLATE"
    assert query["text"] == {"nl": "Kringloop + café & meer", "en": "Circle + café & more"}[lang]
    assert query["dates"] == "20271031T003000Z/20271031T013000Z"
    assert query["ctz"] == "Europe/Amsterdam"
    assert f"http://testserver{PAGES[lang]}" in query["details"]
