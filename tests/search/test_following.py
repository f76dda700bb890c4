"""A search that finds meetings leads to the calendar of them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from brink.jobs.runner import run_due
from tests.factories.events import event_page

pytestmark = pytest.mark.django_db

SEARCH = {"nl": "/nl/zoeken/", "en": "/en/search/"}
SUBSCRIBE = {"nl": "/nl/agenda/abonneren/", "en": "/en/events/subscribe/"}


@pytest.fixture
def _meeting(tree: dict, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    event_page(title="Kringloop", summary="Over warmtepompen")
    run_due()


def way(client: Client, lang: str, query: str) -> str:
    soup = BeautifulSoup(client.get(f"{SEARCH[lang]}?{query}").content, "html.parser")
    link = soup.select_one(f"a.way[href^='{SUBSCRIBE[lang]}']")
    return link["href"] if link else ""


@pytest.mark.usefixtures("_meeting")
@pytest.mark.parametrize("lang", SEARCH)
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("q=warmtepomp", "q=warmtepomp"),
        ("q=warmtepomp&kind=event", "q=warmtepomp"),
        ("q=warmtepomp&kind=event&kind=case", "q=warmtepomp"),
        ("q=warmtepomp&kind=event&when=upcoming&lang=nl", "lang=nl&q=warmtepomp"),
        ("q=warmtepomp&kind=event&sort=date", "q=warmtepomp"),
    ],
)
def test_search_that_finds_meetings_leads_to_their_calendar(
    client: Client, lang: str, query: str, kept: str
) -> None:
    address = way(client, lang, query)

    assert address == f"{SUBSCRIBE[lang]}?{kept}"
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert b"Kringloop" in client.get(page.select(".calendar-links a")[-1]["href"]).content


@pytest.mark.usefixtures("_meeting")
def test_search_for_no_word_leads_to_the_whole_calendar(client: Client) -> None:
    assert way(client, "nl", "q=???&kind=event") == SUBSCRIBE["nl"]


@pytest.mark.usefixtures("_meeting")
@pytest.mark.parametrize(
    "query",
    ["", "q=zonnepaneel", "q=warmtepomp&kind=case", "q=warmtepomp&until=2030-01-01",
     "q=warmtepomp&kind=event&when=past", "q=warmtepomp&kind=event&year=2026"],
)  # fmt: skip
def test_what_a_calendar_cannot_keep_is_not_offered(client: Client, query: str) -> None:
    assert way(client, "nl", query) == ""
