"""The feeds over HTTP: what is in them, conditional answers, refusals."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from brink.themes.models import EventType, Region, Theme
from events.models import Event, Place
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


def test_feed_read_twice_is_the_same_bytes_a_day_apart(tree: dict, client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False):
        event_page(start=datetime(2026, 12, 1, 9, tzinfo=UTC))
        first = client.get(FEEDS["nl"])
    with time_machine.travel(datetime(2026, 11, 26, 19, tzinfo=UTC), tick=False):
        second = client.get(FEEDS["nl"])

    assert first.content == second.content


@pytest.mark.parametrize("method", ["get", "head"])
def test_feed_that_the_reader_has_is_304_by_one_query(
    tree: dict, client: Client, method: str, django_assert_num_queries
) -> None:
    event_page()
    etag = client.get(FEEDS["nl"])["ETag"]

    with django_assert_num_queries(1):
        response = getattr(client, method)(FEEDS["nl"], headers={"if-none-match": etag})

    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == etag


@pytest.mark.parametrize("given", ['"other"', 'W/"other", "another"'])
def test_feed_with_another_etag_is_sent(tree: dict, client: Client, given: str) -> None:
    response = client.get(FEEDS["nl"], headers={"if-none-match": given})

    assert response.status_code == 200


def test_changed_event_changes_etag_sequence_and_only_its_block(tree: dict, client: Client) -> None:
    page, other = event_page(title="Kringloop"), event_page(title="Streekbrood")
    before = client.get(FEEDS["nl"])

    publish(page, start=page.start + timedelta(minutes=30))
    after = client.get(FEEDS["nl"])

    assert after["ETag"] != before["ETag"]
    old, new = ({e["UID"]: e for e in events_in(r.content)} for r in (before, after))
    key = f"{Event.objects.get(key=page.translation_key).uid}@testserver"
    assert (old[key]["SEQUENCE"], new[key]["SEQUENCE"]) == (0, 1)
    same = f"{Event.objects.get(key=other.translation_key).uid}@testserver"
    assert old[same].to_ical() == new[same].to_ical()


def test_renamed_label_changes_the_etag(tree: dict, client: Client) -> None:
    event_page()
    before = client.get(FEEDS["nl"])

    kind = EventType.objects.get(code="workshop")
    kind.label_nl = "Werkplaats"
    kind.save()
    after = client.get(FEEDS["nl"])

    assert before["ETag"] != after["ETag"]
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
    path = FEEDS["nl"] + ("?region=gm0085" if what == "filter" else "")
    before = client.get(path)

    changed, field = (venue, "name") if what == "place" else (region, "label_nl")
    setattr(changed, field, "Nieuwenaam")
    changed.save()
    after = client.get(path, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert b"Nieuwenaam" in after.content


def test_title_and_notice_are_a_later_revision(tree: dict, client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False):
        page = event_page(title="Kringloop")
        [first] = events_in(client.get(FEEDS["nl"]).content)
    with time_machine.travel(datetime(2026, 11, 25, 10, tzinfo=UTC), tick=False):
        publish(page, title="Kringlopen", notice="Neem laarzen mee.")
        [second] = events_in(client.get(FEEDS["nl"]).content)

    for name in ("DTSTAMP", "SEQUENCE"):
        assert first[name] == second[name]
    assert first["LAST-MODIFIED"].dt < second["LAST-MODIFIED"].dt


def test_feed_keeps_the_past_twelve_months_and_no_more(tree: dict, client: Client) -> None:
    now = timezone.now()
    event_page(title="Vorige maand", start=now - timedelta(days=30))
    event_page(title="Bijna een jaar", start=now - timedelta(days=360))
    event_page(title="Te lang geleden", start=now - timedelta(days=370))

    found = titles(client.get(FEEDS["nl"]).content)

    assert found == ["Bijna een jaar", "Vorige maand"]


def test_cancelled_event_stays_and_hidden_one_goes(tree: dict, client: Client) -> None:
    event_page(title="Afgelast", status="cancelled")
    event_page(title="Weg").unpublish()

    content = client.get(FEEDS["nl"]).content

    assert titles(content) == ["GEANNULEERD: Afgelast"]


def test_feed_has_what_the_list_of_the_same_filters_has(tree: dict, client: Client) -> None:
    theme = Theme.objects.create(code="export", label_nl="Export", label_en="Exports")
    event_page(title="Beide", type=event_type("bezoek"), themes=[theme])
    event_page(title="Alleen soort", type=event_type("bezoek"))
    event_page(title="Alleen thema", themes=[theme])
    event_page(title="Online", type=event_type("bezoek"), themes=[theme], presence="online")
    query = "?type=bezoek&theme=export&presence=room"

    feed = client.get(FEEDS["nl"] + query)
    page = client.get(f"/nl/agenda/{query}")

    assert titles(feed.content) == ["Beide"]
    assert [e.key for e in page.context["agenda"].narrowing.found] == [
        Event.objects.get(uid=events_in(feed.content)[0]["UID"].split("@")[0]).key
    ]
    assert b"X-WR-CALNAME:Brink-agenda: Bezoek\\, Export\\, op locatie" in feed.content


def test_filters_in_another_order_are_the_same_feed(tree: dict, client: Client) -> None:
    Theme.objects.create(code="export", label_nl="Export", label_en="Exports")
    event_type()

    one = client.get(f"{FEEDS['nl']}?type=workshop&theme=export")
    two = client.get(f"{FEEDS['nl']}?theme=export&type=workshop&type=workshop")

    assert one["ETag"] == two["ETag"]


@pytest.mark.parametrize(
    "query",
    ["type=nonsense", "thema=export", "month=2026-13", "month=x", "presence=moon", "page=2",
     "type=%00", "theme=%F0%9F%98%80", "past=1"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Deze kalender bestaat niet"), ("en", "There is no such calendar")],
)
def test_unknown_filter_is_404_with_a_sentence(
    tree: dict, client: Client, lang: str, words: str, query: str
) -> None:
    response = client.get(f"{FEEDS[lang]}?{query}")

    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith(words)


@pytest.mark.parametrize("path", ["/nl/agenda/feed.ics", "/nl/agenda/kringloop/kalender.ics"])
def test_post_is_405(tree: dict, client: Client, path: str) -> None:
    event_page(title="Kringloop")

    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    "path", ["/nl/agenda/kringloop/kalender.ics", "/en/events/kringloop/calendar.ics"]
)
def test_file_holds_the_one_event_to_save(
    tree: dict, client: Client, path: str, django_assert_num_queries
) -> None:
    event_page(title="Kringloop")
    event_page(title="Streekbrood")
    client.get(path)

    with django_assert_num_queries(4):
        response = client.get(path)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="kringloop.ics"'
    assert titles(response.content) == ["Kringloop"]
    assert b"REFRESH-INTERVAL" not in response.content
    assert client.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("slug", ["onbekend", "kringloop"])
def test_file_of_no_published_event_is_404(tree: dict, client: Client, slug: str) -> None:
    event_page(title="Kringloop").unpublish()

    assert client.get(f"/nl/agenda/{slug}/kalender.ics").status_code == 404


def test_event_in_both_languages_has_one_identity(tree: dict, client: Client) -> None:
    page = event_page(title="Kringloop")
    english = type(tree["en"]).objects.get(pk=tree["en"].pk).get_children().get(slug="events")
    facts = {name: getattr(page, name) for name in ("type", "start", "end")}
    add_translation(page, english, title="Circle", slug="circle", **facts)

    nl, en = (events_in(client.get(path).content) for path in FEEDS.values())

    assert [str(e["SUMMARY"]) for e in (*nl, *en)] == ["Kringloop", "Circle"]
    assert nl[0]["UID"] == en[0]["UID"]
    assert en[0]["URL"].endswith("/en/events/circle/")
    assert event_factory().uid != nl[0]["UID"]
