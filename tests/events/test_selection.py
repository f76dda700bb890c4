"""The choices in an address: the same events in the agenda and in its feed, in both languages.

They are stored once, for all tests here: those that need others are in `test_selection_changes`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from brink.themes.models import Region, Sector, Theme
from events.models import EventIndexPage, Place
from events.selection import read_selection
from tests.factories.events import event_page, event_type
from tests.factories.pages import add_translation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("events", "november")]

FEEDS = {"nl": "/nl/agenda/feed.ics", "en": "/en/events/feed.ics"}
INDEXES = {"nl": "/nl/agenda/", "en": "/en/events/"}
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
#: One choice of each kind, all of which only the event "Alles" has.
CHOICES = {
    "type": "bezoek",
    "theme": "export",
    "sector": "zorg",
    "region": "drenthe",
    "organiser": "lectoraat-nieuw-werk",
    "presence": "hybrid",
    "lang": "en",
    "month": "2026-12",
}


def in_english(page: Any, **fields: Any) -> Any:
    facts = {name: getattr(page, name) for name in ("type", "start", "end")}
    parent = EventIndexPage.objects.get(locale__language_code="en")
    return add_translation(page, parent, **{"title": page.title, **facts, **fields})


@pytest.fixture
def november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="module")
def events(module_rows: None) -> None:
    with time_machine.travel(NOW, tick=False), translation.override("nl"):
        store_events()


def store_events() -> None:
    """ "Alles" fits every choice; of each kind of choice another event fits only that one."""
    theme = Theme.objects.create(code="export", label_nl="Export", label_en="Exports")
    sector = Sector.objects.create(code="zorg", label_nl="Zorg", label_en="Care")
    province = Region.objects.create(
        code="drenthe", label_nl="Drenthe", label_en="Drenthe", level=Region.Level.PROVINCE
    )
    hall = Place.objects.create(name="Hal", municipality=province)
    december, january = (datetime(2026 + n, 12 - 11 * n, 5, 9, tzinfo=UTC) for n in (0, 1))
    fields = {
        "type": {"type": event_type("bezoek")},
        "theme": {"themes": [theme]},
        "sector": {"sectors": [sector]},
        "region": {"place": hall},
        "organiser": {"organiser_name": "Lectoraat Nieuw Werk"},
        "presence": {"presence": "hybrid"},
        "month": {"start": december},
    }
    everything: dict[str, Any] = {}
    for name, values in fields.items():
        everything |= values
        event_page(title=name, **{"start": january, **values})
    in_english(event_page(title="lang", start=january))
    in_english(event_page(title="Alles", **everything))
    event_page(title="Niets", start=january, organiser_name="Een ander")


def in_feed(client: Client, query: str, lang: str = "nl") -> set[str]:
    response = client.get(f"{FEEDS[lang]}?{query}")
    assert response.status_code == 200, response.content
    return {str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(response.content).events}


def in_list(client: Client, query: str, lang: str = "nl") -> set[str]:
    soup = BeautifulSoup(client.get(f"{INDEXES[lang]}?{query}").content, "html.parser")
    return {link.get_text() for link in soup.select(".event-row__title a")}


@pytest.mark.parametrize("lang", FEEDS)
@pytest.mark.parametrize("name", CHOICES)
def test_each_filter_alone_finds_its_events_in_list_and_feed(
    client: Client, lang: str, name: str
) -> None:
    query = f"{name}={CHOICES[name]}"

    assert in_feed(client, query, lang) == in_list(client, query, lang) == {name, "Alles"}


@pytest.mark.parametrize("lang", FEEDS)
@pytest.mark.parametrize("other", CHOICES)
@pytest.mark.parametrize("name", ["organiser", "lang", "sector"])
def test_two_filters_of_different_kinds_both_count(
    client: Client, lang: str, name: str, other: str
) -> None:
    query = f"{name}={CHOICES[name]}&{other}={CHOICES[other]}"
    found = {"Alles"} if name != other else {"Alles", name}

    assert in_feed(client, query, lang) == in_list(client, query, lang) == found


@pytest.mark.parametrize("lang", FEEDS)
def test_all_filters_together_find_the_one_event(client: Client, lang: str) -> None:
    query = "&".join(f"{name}={code}" for name, code in CHOICES.items())

    assert in_feed(client, query, lang) == in_list(client, query, lang) == {"Alles"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("organiser=een-ander&organiser=lectoraat-nieuw-werk", {"Alles", "Niets", "organiser"}),
        ("presence=hybrid&presence=online", {"Alles", "presence"}),
        ("month=2026-12&month=2027-02", {"Alles", "month"}),
    ],
)
def test_several_of_one_kind_find_either(client: Client, query: str, found: set[str]) -> None:
    assert in_feed(client, query) == in_list(client, query) == found


SPELLINGS = [
    "type=bezoek&theme=export&organiser=lectoraat-nieuw-werk&organiser=een-ander",
    "organiser=een-ander&organiser=lectoraat-nieuw-werk&theme=export&type=bezoek",
    "theme=export&type=bezoek&type=bezoek&organiser=een-ander&theme=export"
    "&organiser=lectoraat-nieuw-werk",
    "type=bezoek&theme=&theme=export&organiser=lectoraat-nieuw-werk&organiser=een-ander&month=&q=",
]


@pytest.mark.parametrize("lang", FEEDS)
def test_one_choice_is_one_address_one_etag_and_the_same_bytes(client: Client, lang: str) -> None:
    answers = [client.get(f"{FEEDS[lang]}?{query}") for query in SPELLINGS]

    assert len({answer.content for answer in answers}) == 1
    assert len({answer["ETag"] for answer in answers}) == 1
    assert {read_selection(QueryDict(query)).query for query in SPELLINGS} == {
        "organiser=een-ander&organiser=lectoraat-nieuw-werk&theme=export&type=bezoek"
    }


def test_other_choices_have_other_etags(client: Client) -> None:
    queries = ["", *(f"{name}={code}" for name, code in CHOICES.items())]

    assert len({client.get(f"{FEEDS['nl']}?{query}")["ETag"] for query in queries}) == len(queries)


@pytest.mark.parametrize(
    ("query", "nl", "en"),
    [
        ("organiser=lectoraat-nieuw-werk", "Lectoraat Nieuw Werk", "Lectoraat Nieuw Werk"),
        ("sector=zorg&lang=en", "Zorg\\, Engels", "Care\\, English"),
    ],
)
def test_calendar_is_named_after_the_choices(client: Client, query: str, nl: str, en: str) -> None:
    assert f"NAME:Brink-agenda: {nl}\r\n" in client.get(f"{FEEDS['nl']}?{query}").content.decode()
    assert f"NAME:Brink agenda: {en}\r\n" in client.get(f"{FEEDS['en']}?{query}").content.decode()


@pytest.mark.parametrize(
    "query",
    ["organiser=niemand", "lang=de", "sector=niets", "organizer=een-ander", "organiser=%00",
     "lang=NL", "q=een&q=twee"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Deze kalender bestaat niet"), ("en", "There is no such calendar")],
)
def test_unknown_choice_is_404_in_the_feed_and_a_sentence_above_the_list(
    client: Client, lang: str, words: str, query: str
) -> None:
    feed, page = client.get(f"{FEEDS[lang]}?{query}"), client.get(f"{INDEXES[lang]}?{query}")

    assert feed.status_code == 404
    assert feed.content.decode().startswith(words)
    assert page.status_code == 200
    assert ("notice" in page.content.decode()) is (not query.startswith("organizer"))


@pytest.mark.parametrize("name", ["", *CHOICES])
def test_filtered_feed_that_the_reader_has_is_304_by_one_query(
    client: Client, name: str, django_assert_num_queries: Any
) -> None:
    path = f"{FEEDS['nl']}?{name}={CHOICES[name]}" if name else FEEDS["nl"]
    etag = client.get(path)["ETag"]

    with django_assert_num_queries(1):
        response = client.get(path, headers={"if-none-match": etag})

    assert response.status_code == 304


def test_form_counts_sectors_organisers_and_languages(client: Client) -> None:
    soup = BeautifulSoup(client.get("/nl/agenda/").content, "html.parser")
    counts = {
        (box["name"], box["value"]): box.parent.select_one(".facets__count").get_text()
        for box in soup.select("input[type=checkbox]")
    }

    assert counts["organiser", "een-ander"] == "1"
    assert counts["organiser", "lectoraat-nieuw-werk"] == "2"
    assert (counts["lang", "nl"], counts["lang", "en"]) == ("10", "2")
    label = soup.select_one("label[for=f-organiser-lectoraat-nieuw-werk]")
    assert label.get_text(strip=True).startswith("Lectoraat Nieuw Werk")
    assert not soup.select_one("details details").has_attr("open")
    chosen = client.get("/nl/agenda/?lang=en").content
    assert BeautifulSoup(chosen, "html.parser").select_one("details details").has_attr("open")
