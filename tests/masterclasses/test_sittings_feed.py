"""The calendar of a masterclass: the events at which it is given, in both languages."""

from datetime import timedelta
from typing import Any

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from tests.factories.events import event_page
from tests.factories.masterclasses import masterclass_index, masterclass_page
from tests.factories.pages import add_translation, publish

pytestmark = pytest.mark.usefixtures("tree")

FEEDS = {"nl": "/nl/masterclasses/rekenen/feed.ics", "en": "/en/masterclasses/rekenen/feed.ics"}


def in_days(days: float, **fields: Any) -> Any:
    return event_page(start=timezone.now() + timedelta(days=days), **fields)


def given_at(*pages: Any) -> list[tuple[str, Any]]:
    return [("event", page.page_ptr) for page in pages]


@pytest.fixture
def sums(tree: dict) -> Any:
    """A masterclass that is given twice, and an event that has nothing to do with it."""
    in_days(3, title="Iets anders")
    first, second = in_days(5, title="Eerst"), in_days(9, title="Daarna", other_title="After")
    sittings = given_at(second, first)
    return masterclass_page(title="Rekenen", slug="rekenen", sittings=sittings)


def titles(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(response.content).events]


@pytest.mark.usefixtures("sums")
@pytest.mark.parametrize(
    ("lang", "found"), [("nl", ["Eerst", "Daarna"]), ("en", ["Eerst", "After"])]
)
def test_feed_has_the_events_at_which_it_is_given(
    client: Client, lang: str, found: list[str]
) -> None:
    response = client.get(FEEDS[lang])

    assert sorted(titles(response)) == sorted(found)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    name = {"nl": b"Brink-masterclass: Rekenen", "en": b"Brink masterclass: Rekenen"}[lang]
    assert b"X-WR-CALNAME:" + name + b"\r\n" in response.content


def test_feed_of_a_translation_stands_at_its_own_address(sums: Any, client: Client) -> None:
    add_translation(sums, masterclass_index("en"), title="Sums", slug="sums")

    assert len(titles(client.get("/en/masterclasses/sums/feed.ics"))) == 2
    assert len(titles(client.get(FEEDS["en"]))) == 2, "the address of before still answers"


def test_feed_is_answered_at_an_address_it_had_before(sums: Any, client: Client) -> None:
    publish(sums, slug="hoofdrekenen")

    for path in (FEEDS["nl"], "/nl/masterclasses/hoofdrekenen/feed.ics"):
        assert len(titles(client.get(path))) == 2


def test_feed_follows_what_the_editor_chooses(sums: Any, client: Client) -> None:
    before = client.get(FEEDS["nl"])

    publish(sums, sittings=given_at(in_days(20, title="Nieuw")))
    after = client.get(FEEDS["nl"], headers={"if-none-match": before["ETag"]})

    assert titles(after) == ["Nieuw"]


@pytest.mark.usefixtures("sums")
def test_feed_that_the_reader_has_is_304(client: Client, django_assert_num_queries: Any) -> None:
    etag = client.get(FEEDS["nl"])["ETag"]

    with django_assert_num_queries(1):  # the version
        response = client.get(FEEDS["nl"], headers={"if-none-match": etag})

    assert response.status_code == 304


def test_feed_of_what_is_off_the_site_is_no_304(sums: Any, client: Client) -> None:
    etag = client.get(FEEDS["nl"])["ETag"]

    sums.unpublish()

    assert client.get(FEEDS["nl"], headers={"if-none-match": etag}).status_code == 404
    assert client.get(FEEDS["nl"], headers={"if-none-match": "*"}).status_code == 404


@pytest.mark.usefixtures("sums")
def test_names_that_count_visits_choose_nothing(client: Client) -> None:
    plain = client.get(FEEDS["nl"])

    tracked = client.get(f"{FEEDS['nl']}?utm_source=nieuwsbrief&fbclid=x")

    assert (tracked.content, tracked["ETag"]) == (plain.content, plain["ETag"])


def test_masterclass_without_sittings_has_an_empty_calendar(client: Client) -> None:
    in_days(3)
    masterclass_page(title="Rekenen", slug="rekenen")

    assert titles(client.get(FEEDS["nl"])) == []


@pytest.mark.usefixtures("sums")
def test_hidden_and_cancelled_sittings_are_as_in_every_feed(client: Client) -> None:
    off = in_days(7, title="Uit", status="cancelled")
    hidden = in_days(8, title="Weg")
    page = masterclass_page(title="Meten", slug="meten", sittings=given_at(off, hidden))
    hidden.unpublish()

    assert titles(client.get("/nl/masterclasses/meten/feed.ics")) == ["GEANNULEERD: Uit"]
    page.unpublish()
    assert client.get("/nl/masterclasses/meten/feed.ics").status_code == 404


@pytest.mark.usefixtures("sums")
@pytest.mark.parametrize(
    "path", ["/nl/masterclasses/niets/feed.ics", "/nl/masterclasses/rekenen/feed.ics?theme=export"]
)
def test_unknown_masterclass_or_choice_is_404_with_a_sentence(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith("Deze kalender bestaat niet")


@pytest.mark.usefixtures("sums")
def test_feed_is_for_reading_only(client: Client) -> None:
    assert client.post(FEEDS["nl"]).status_code == 405
    assert client.head(FEEDS["nl"]).status_code == 200


@pytest.mark.usefixtures("sums")
@pytest.mark.parametrize("lang", FEEDS)
def test_page_links_to_its_calendar(client: Client, lang: str) -> None:
    page = client.get(FEEDS[lang].removesuffix("feed.ics"))
    soup = BeautifulSoup(page.content, "html.parser")
    links = [link["href"] for link in soup.select(".calendar-links a")]

    assert links[0] == f"webcal://testserver{FEEDS[lang]}"
    assert links[-1] == FEEDS[lang]
    assert titles(client.get(links[-1]))


def test_page_of_what_was_never_given_has_no_calendar(client: Client) -> None:
    masterclass_page(title="Rekenen", slug="rekenen")
    page = client.get(FEEDS["nl"].removesuffix("feed.ics"))

    assert b"webcal:" not in page.content
