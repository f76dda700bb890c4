"""Conditional reading: what a calendar has already is not sent again, what changed always is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.http import http_date, parse_http_date

from brink.pages.models.card import ContentVersion
from brink.pages.version import bump_version, content_stamp
from brink.themes.models import EventType, Region
from events.calendar.memo import bodies
from events.models import Event, Place
from events.views import conditional
from tests.events.parsers import block_of, entries
from tests.factories.events import event_factory, event_page
from tests.factories.pages import publish

pytestmark = pytest.mark.django_db
FEED = "/nl/agenda/feed.ics"
NOON = datetime(2031, 11, 25, 11, tzinfo=UTC)  # later than any row of the test database
MIDNIGHT = datetime(2031, 11, 24, 23, tzinfo=UTC)


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("weak", ["", "W/"])
def test_feed_that_the_reader_has_is_304_by_one_query(
    tree: dict, client: Client, method: str, weak: str, django_assert_num_queries: Callable
) -> None:
    event_page()
    etag = client.get(FEED)["ETag"]

    with django_assert_num_queries(1):
        response = getattr(client, method)(FEED, headers={"if-none-match": f'"x", {weak}{etag}'})

    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == etag
    assert "Vary" not in response


@pytest.mark.parametrize("given", ['"other"', 'W/"other", "another"'])
def test_feed_with_another_etag_is_sent(tree: dict, client: Client, given: str) -> None:
    today = http_date(NOON.timestamp())

    response = client.get(FEED, headers={"if-none-match": given, "if-modified-since": today})

    assert response.status_code == 200


def test_head_tells_what_get_would(tree: dict, client: Client) -> None:
    event_page()
    got = client.get(FEED)

    head = client.head(FEED)

    assert head.content == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
        assert head[name] == got[name]


def test_changed_event_changes_etag_sequence_and_only_its_block(tree: dict, client: Client) -> None:
    page, other = event_page(title="Kringloop"), event_factory(title="Streekbrood")
    uid = Event.objects.get(key=page.translation_key).uid
    before = client.get(FEED)

    publish(page, start=page.start + timedelta(minutes=30))
    after = client.get(FEED)

    assert after["ETag"] != before["ETag"]
    sequences = [{e.uid: e.sequence for e in entries(r.content)} for r in (before, after)]
    changed, same = f"{uid}@testserver", f"{other.uid}@testserver"
    assert sequences == [{changed: 0, same: 0}, {changed: 1, same: 0}]
    assert block_of(before.content, same) == block_of(after.content, same)
    assert block_of(before.content, changed) != block_of(after.content, changed)


def test_renamed_label_changes_the_etag(tree: dict, client: Client) -> None:
    event_page()
    before = client.get(FEED)

    kind = EventType.objects.get(code="workshop")
    kind.label_nl = "Werkplaats"
    kind.save()
    after = client.get(FEED, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert b"CATEGORIES:Werkplaats" in after.content


@pytest.mark.parametrize("what", ["municipality", "place", "filter"])
def test_words_of_a_place_that_change_are_no_304(tree: dict, client: Client, what: str) -> None:
    region = Region.objects.create(
        code="gm0085",
        level="municipality",
        label_nl="Ooststellingwerf",
        label_en="Ooststellingwerf",
    )
    venue = Place.objects.create(name="De Lichtkamer", municipality=region)
    event_page(place=venue)
    path = FEED + ("?region=gm0085" if what == "filter" else "")
    before = client.get(path)

    changed, field = (venue, "name") if what == "place" else (region, "label_nl")
    setattr(changed, field, "Nieuwenaam")
    changed.save()
    after = client.get(path, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert b"Nieuwenaam" in after.content


@pytest.mark.parametrize("what", ["edition", "version", "database"])
def test_other_code_or_version_or_database_is_another_etag(
    tree: dict, client: Client, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get(FEED)["ETag"]

    if what == "edition":
        monkeypatch.setattr(conditional, "edition", lambda: 7)
    elif what == "version":
        ContentVersion.objects.update(number=4_000)
    else:  # put back from a copy, and changed as often as before
        ContentVersion.objects.update(changed=NOON)

    assert client.get(FEED)["ETag"] != before


def test_languages_and_days_have_etags_of_their_own(tree: dict, client: Client) -> None:
    with time_machine.travel(NOON):
        tags = [client.get(path)["ETag"] for path in (FEED, "/en/events/feed.ics", FEED)]
    with time_machine.travel(NOON + timedelta(days=1)):
        tags.append(client.get(FEED)["ETag"])

    assert tags[0] == tags[2]
    assert len(set(tags)) == 3


CONDITIONS = [
    {"if-none-match": "*"},
    {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"if-none-match": "*", "if-match": '"other"'},
]


@pytest.mark.parametrize("headers", CONDITIONS)
@pytest.mark.parametrize(
    "path",
    ["/nl/agenda/niets/kalender.ics", f"{FEED}?type=niets", "/nl/masterclasses/niets/feed.ics"],
)
def test_what_is_not_there_is_404_whatever_the_reader_has(
    tree: dict, client: Client, path: str, headers: dict[str, str]
) -> None:
    event_page()

    with time_machine.travel(NOON, tick=False):
        assert client.get(path, headers=headers).status_code == 404


@pytest.mark.parametrize("headers", CONDITIONS[:2])
def test_file_that_is_there_is_304(tree: dict, client: Client, headers: dict[str, str]) -> None:
    path = f"/nl/agenda/{event_page().slug}/kalender.ics"

    with time_machine.travel(NOON, tick=False):
        assert client.get(path, headers=headers).status_code == 304


def test_etag_in_hand_is_304_by_one_query_for_a_file_too(
    tree: dict, client: Client, django_assert_num_queries: Callable
) -> None:
    path = f"/nl/agenda/{event_page().slug}/kalender.ics"
    etag = client.get(path)["ETag"]
    bodies.clear()  # as in another process

    with django_assert_num_queries(1):
        assert client.get(path, headers={"if-none-match": etag}).status_code == 304


# By date


def test_date_is_that_of_the_last_change(tree: dict, client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        event_page()
        moment = content_stamp()[1]
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        date = client.get(FEED)["Last-Modified"]

    assert date == http_date(moment.timestamp())
    assert NOON <= moment < NOON + timedelta(minutes=1)


def test_feed_unchanged_since_is_304_by_one_query(
    tree: dict, client: Client, django_assert_num_queries: Callable
) -> None:
    with time_machine.travel(NOON, tick=False):
        event_page()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        date = client.get(FEED)["Last-Modified"]
        with django_assert_num_queries(1):
            same = client.get(FEED, headers={"if-modified-since": date})
        older = http_date(parse_http_date(date) - 1)
        other = client.get(FEED, headers={"if-modified-since": older})

    assert (same.status_code, other.status_code) == (304, 200)
    assert same["Last-Modified"] == date


def test_window_that_moves_at_midnight_is_a_change(tree: dict, client: Client) -> None:
    with time_machine.travel(NOON - timedelta(days=3), tick=False):
        event_page()
    with time_machine.travel(MIDNIGHT - timedelta(seconds=1), tick=False):
        date = client.get(FEED)["Last-Modified"]
    with time_machine.travel(MIDNIGHT, tick=False):
        response = client.get(FEED, headers={"if-modified-since": date})

    assert response.status_code == 200
    assert response["Last-Modified"] == http_date(MIDNIGHT.timestamp())


def test_two_changes_in_one_second_are_told_apart_by_date(tree: dict, client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        page = event_page(title="Kringloop")
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        publish(page, title="Streekbrood")
        first = client.get(FEED)
        publish(page, title="Molenaars")
        headers = {"if-modified-since": first["Last-Modified"]}
        second = client.get(FEED, headers=headers)

    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        third = client.get(FEED, headers=headers)

    assert (second.status_code, third.status_code) == (200, 200)
    assert b"Molenaars" in third.content


def test_date_ahead_of_the_clock_is_not_told(tree: dict, client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        for _each in range(3):
            bump_version()
        ahead = client.get(FEED)
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        caught_up = client.get(FEED)

    assert "Last-Modified" not in ahead
    assert "Last-Modified" in caught_up
    assert ahead["ETag"] == caught_up["ETag"]


def test_moments_of_versions_never_go_back() -> None:
    with time_machine.travel(NOON, tick=False):
        moments = [(bump_version(), content_stamp()[1])[1] for _each in range(3)]
    with time_machine.travel(NOON - timedelta(hours=1), tick=False):
        bump_version()
        moments.append(content_stamp()[1])

    assert moments == [NOON + timedelta(seconds=n) for n in range(4)]


def test_what_nothing_is_known_of_is_sent(tree: dict, client: Client) -> None:
    ContentVersion.objects.all().delete()

    response = client.get(FEED, headers={"if-modified-since": "yesterday, or so"})

    assert response.status_code == 200
