"""Words in the address of the agenda and its feeds: `?q=warmtepomp`."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from brink.jobs.runner import run_due
from brink.pages import finding
from brink.pages.version import found_stamp
from events.calendar.memo import bodies
from search.engines import EmbeddedEngine
from search.indexing import bring_up_to_date
from tests.factories.events import event_page, event_type
from tests.factories.pages import publish

pytestmark = pytest.mark.django_db

FEEDS = {"nl": "/nl/agenda/feed.ics", "en": "/en/events/feed.ics"}
INDEXES = {"nl": "/nl/agenda/", "en": "/en/events/"}


@pytest.fixture
def pump(tree: dict, settings: Any) -> Any:
    """Two events, of which one has the word, and only in its text; both are indexed."""
    settings.ELASTICSEARCH_URL = []
    text = [("paragraph", "<p>Wij meten aan warmtepompen.</p>")]
    page = event_page(title="Kringloop", body=text, type=event_type("bezoek"))
    event_page(title="Brood", type=event_type("bezoek"))
    run_due()
    return page


def titles(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(response.content).events]


def read(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def listed(soup: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in soup.select(".event-row__title a")]


def fail(*_args: Any) -> Any:
    raise finding.FindingFailure("down")


@pytest.mark.usefixtures("pump")
@pytest.mark.parametrize("lang", FEEDS)
def test_search_finds_by_a_word_of_the_text_in_feed_and_list(client: Client, lang: str) -> None:
    assert titles(client.get(f"{FEEDS[lang]}?q=warmtepomp")) == ["Kringloop"]
    assert listed(read(client, f"{INDEXES[lang]}?q=warmtepomp")) == ["Kringloop"]


@pytest.mark.usefixtures("pump")
def test_search_joins_the_other_choices(client: Client) -> None:
    event_type("workshop")

    assert titles(client.get(f"{FEEDS['nl']}?type=bezoek&q=warmtepomp")) == ["Kringloop"]
    assert titles(client.get(f"{FEEDS['nl']}?type=workshop&q=warmtepomp")) == []


@pytest.mark.usefixtures("pump")
@pytest.mark.parametrize("text", ["rooster", "???"])
def test_search_that_finds_nothing_is_a_calendar_without_events(client: Client, text: str) -> None:
    response = client.get(f"{FEEDS['nl']}?q={quote(text)}")

    assert titles(response) == []
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert listed(read(client, f"{INDEXES['nl']}?q={quote(text)}")) == []


@pytest.mark.usefixtures("pump")
def test_one_text_is_one_feed_however_it_is_spaced(client: Client) -> None:
    spellings = ["warmtepomp%20zaal", "%20warmtepomp++zaal%00%20", "warmtepomp%0D%0Azaal"]
    answers = [client.get(f"{FEEDS['nl']}?q={text}") for text in spellings]

    assert len({(answer["ETag"], answer.content) for answer in answers}) == 1
    assert b"NAME:Brink-agenda: \xe2\x80\x9cwarmtepomp zaal\xe2\x80\x9d\r\n" in answers[0].content


@pytest.mark.usefixtures("pump")
def test_long_text_is_cut_to_what_the_field_takes(client: Client) -> None:
    long, longer = (client.get(f"{FEEDS['nl']}?q={'a' * number}") for number in (200, 5000))

    assert long["ETag"] == longer["ETag"]
    assert long.status_code == 200


def test_feed_of_a_search_changes_when_the_index_follows(pump: Any, client: Client) -> None:
    path = f"{FEEDS['nl']}?q=warmtepomp"
    page = event_page(title="Zaal")
    run_due()
    publish(page, summary="Ook hier een warmtepomp")
    before = client.get(path)  # after the publish, before the index knows of it
    assert titles(before) == ["Kringloop"]

    run_due()
    after = client.get(path, headers={"if-none-match": before["ETag"]})

    assert sorted(titles(after)) == ["Kringloop", "Zaal"]
    again = client.get(path, headers={"if-none-match": after["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("pump")
def test_search_feed_that_the_reader_has_is_304_without_a_search(
    client: Client, django_assert_num_queries: Any, monkeypatch: Any
) -> None:
    path = f"{FEEDS['nl']}?q=warmtepomp"
    etag = client.get(path)["ETag"]
    monkeypatch.setattr("events.selection.find_keys", fail)

    with django_assert_num_queries(1):  # the versions of content and index
        response = client.get(path, headers={"if-none-match": etag})

    assert response.status_code == 304


def test_index_that_is_written_changes_the_etag_of_searches_alone(
    pump: Any, client: Client
) -> None:
    paths = FEEDS["nl"], f"{FEEDS['nl']}?q=warmtepomp"
    before = [client.get(path)["ETag"] for path in paths]

    bring_up_to_date([pump.translation_key])

    after = [client.get(path)["ETag"] for path in paths]
    assert (after[0] == before[0], after[1] == before[1]) == (True, False)


def test_index_that_failed_to_be_written_leaves_the_version(pump: Any, monkeypatch: Any) -> None:
    before = found_stamp()
    monkeypatch.setattr("search.indexing.write", fail)

    with pytest.raises(finding.FindingFailure):
        bring_up_to_date([pump.translation_key])

    assert found_stamp() == before


def test_server_is_asked_each_time_as_no_version_vouches_for_it(
    pump: Any, client: Client, settings: Any, monkeypatch: Any
) -> None:
    """It shows what it was sent a little later; until then the answer is that of before."""
    settings.ELASTICSEARCH_URL = ["http://localhost:1"]
    path, found = f"{FEEDS['nl']}?q=warmtepomp", [pump.translation_key]
    monkeypatch.setattr("events.selection.find_keys", lambda *_args: list(found))
    before = client.get(path)
    same = client.get(path, headers={"if-none-match": before["ETag"]})

    found.clear()
    after = client.get(path, headers={"if-none-match": before["ETag"]})

    assert (titles(before), same.status_code, titles(after)) == (["Kringloop"], 304, [])


@pytest.mark.usefixtures("pump")
def test_feed_of_a_search_is_not_answered_by_date(client: Client) -> None:
    """The index follows later than the content, so no date of the content vouches for it."""
    response = client.get(f"{FEEDS['nl']}?q=warmtepomp")
    later = "Fri, 01 Jan 2100 00:00:00 GMT"

    assert not response.has_header("Last-Modified")
    again = client.get(f"{FEEDS['nl']}?q=warmtepomp", headers={"if-modified-since": later})
    assert again.status_code == 200


@pytest.mark.usefixtures("pump")
@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Ons zoeken antwoordt nu niet"), ("en", "Our search does not answer")],
)
def test_search_that_is_down_is_never_an_empty_calendar(
    client: Client, lang: str, words: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr("events.selection.find_keys", fail)

    response = client.get(f"{FEEDS[lang]}?q=warmtepomp", headers={"if-none-match": '"x"'})

    assert response.status_code == 503
    assert response["Retry-After"] == "600"
    assert response["Cache-Control"] == "no-store"
    assert response.content.decode().startswith(words)
    assert titles(client.get(FEEDS[lang]))  # the others know nothing of it


def test_index_that_is_empty_does_not_empty_calendars(pump: Any, client: Client) -> None:
    EmbeddedEngine().clear()

    assert client.get(f"{FEEDS['nl']}?q=warmtepomp").status_code == 503


@pytest.mark.usefixtures("pump")
def test_list_shows_the_rest_while_search_is_down(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("events.selection.find_keys", fail)

    soup = read(client, "/nl/agenda/?type=bezoek&q=warmtepomp")

    assert sorted(listed(soup)) == ["Brood", "Kringloop"]
    assert "warmtepomp" in soup.select_one(".notice").get_text()


@pytest.mark.usefixtures("pump")
def test_words_can_be_taken_away_and_are_kept_by_the_form(client: Client) -> None:
    soup = read(client, "/nl/agenda/?type=bezoek&q=warmtepomp")

    links = {link["href"]: link.get_text(" ", strip=True) for link in soup.select(".chosen a")}
    assert links["?type=bezoek"].startswith("“warmtepomp”")
    assert links["?q=warmtepomp"].startswith("Bezoek")
    assert soup.select_one("form.facets input[name=q]")["value"] == "warmtepomp"
    assert soup.select_one("a[href^='webcal:']")["href"].endswith("?q=warmtepomp&type=bezoek")


@pytest.mark.usefixtures("pump")
@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "'\"><b>x", "a&type=nope", "é" * 50])
def test_hostile_words_do_no_harm(client: Client, text: str) -> None:
    feed = client.get(FEEDS["nl"], {"q": text})
    soup = read(client, f"{INDEXES['nl']}?q={quote(text)}")

    assert titles(feed) == []
    assert max(map(len, feed.content.split(b"\r\n"))) <= 75
    assert not soup.select("main script, main b")
    assert soup.select_one("form.facets input[name=q]")["value"] == text


@pytest.mark.usefixtures("pump")
def test_without_search_words_are_no_filter(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(finding, "_finders", [])
    monkeypatch.setattr(finding, "_vouches", [])

    assert client.get(f"{FEEDS['nl']}?q=warmtepomp").status_code == 404


@pytest.mark.usefixtures("pump")
def test_search_feed_takes_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get(f"{FEEDS['nl']}?q=warmtepomp")

    with django_assert_max_num_queries(6):
        client.get(f"{FEEDS['nl']}?q=warmtepomp")


def test_search_that_finds_too_much_keeps_what_comes_soonest(
    tree: dict, client: Client, settings: Any, monkeypatch: Any
) -> None:
    settings.ELASTICSEARCH_URL = []
    for days in (-9, -2, 3, 5, 7):
        start = timezone.now() + timedelta(days=days)
        event_page(title=f"Warmtepomp {days}", start=start)
    run_due()
    monkeypatch.setattr("search.finder.MOST_KEYS", 2)

    assert titles(client.get(f"{FEEDS['nl']}?q=warmtepomp")) == ["Warmtepomp 3", "Warmtepomp 5"]
    monkeypatch.setattr("search.finder.MOST_KEYS", 4)
    bodies.clear()
    found = titles(client.get(f"{FEEDS['nl']}?q=warmtepomp"))
    assert sorted(found) == [f"Warmtepomp {days}" for days in (-2, 3, 5, 7)]
