"""The feeds over HTTP: what is in them, and refusals. Conditions: `test_feed_conditions`."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import icalendar
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from brink.themes.models import Theme
from events.calendar.memo import bodies
from events.models import CalendarBlock, Event
from tests.events.parsers import entries, unfolded
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


@pytest.mark.parametrize("accept", ["", "text/html", "text/calendar", "image/png"])
def test_feed_answers_whatever_is_accepted(tree: dict, accept: str) -> None:
    headers = {"accept": accept} if accept else {}

    response = Client(headers=headers).get(FEEDS["nl"])

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert not response.cookies
    assert "Vary" not in response
    assert response["Cache-Control"] == "public, max-age=300"


def test_feed_names_its_own_address_whatever_was_asked(tree: dict, client: Client) -> None:
    Theme.objects.create(code="export", label_nl="Export", label_en="Exports")
    event_type()

    lines = unfolded(client.get(f"{FEEDS['en']}?theme=export&type=workshop&theme=export").content)

    [source] = [line for line in lines if line.startswith("SOURCE")]
    address = source.removeprefix("SOURCE;VALUE=URI:")
    assert address.startswith("http://testserver/en/events/feed.ics?")
    path = address.removeprefix("http://testserver")
    assert unfolded(client.get(path).content) == lines


@pytest.mark.parametrize("lang", FEEDS)
def test_robots_may_read_the_feed(tree: dict, client: Client, lang: str) -> None:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())

    assert rules.can_fetch("Google-Calendar-Importer", f"http://testserver{FEEDS[lang]}?type=x")
    assert not rules.can_fetch("Google-Calendar-Importer", "http://testserver/admin/")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_feed_query_count_is_the_same_for_any_number(
    tree: dict, client: Client, number: int, django_assert_num_queries
) -> None:
    for _each in range(number):
        event_page()

    with django_assert_num_queries(2):  # the version, and the entries
        response = client.get(FEEDS["nl"])

    assert len(events_in(response.content)) == number


def test_feed_that_was_read_before_costs_the_version_alone(
    tree: dict, client: Client, django_assert_num_queries
) -> None:
    event_page()
    first = client.get(FEEDS["nl"])

    with django_assert_num_queries(1):
        second = client.get(FEEDS["nl"])

    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


def test_feed_with_old_entries_is_right_before_they_are_renewed(
    tree: dict, client: Client, django_assert_num_queries
) -> None:
    event_page(title="Kringloop")
    event_page(title="Streekbrood")
    before = client.get(FEEDS["nl"]).content
    CalendarBlock.objects.filter(event=Event.objects.first()).delete()
    bodies.clear()

    with django_assert_num_queries(6):  # and the events, their cards and facets
        after = client.get(FEEDS["nl"]).content

    assert after == before


def test_feed_read_twice_is_the_same_bytes_a_day_apart(tree: dict, client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False):
        event_page(start=datetime(2026, 12, 1, 9, tzinfo=UTC))
        first = client.get(FEEDS["nl"])
        bodies.clear()
        again = client.get(FEEDS["nl"])
    with time_machine.travel(datetime(2026, 11, 26, 19, tzinfo=UTC), tick=False):
        second = client.get(FEEDS["nl"])

    assert first.content == again.content == second.content


def test_feed_is_the_same_bytes_after_a_save_without_change(tree: dict, client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False):
        page = event_page(start=datetime(2026, 12, 1, 9, tzinfo=UTC))
        first = client.get(FEEDS["nl"])
    with time_machine.travel(datetime(2026, 11, 25, 10, tzinfo=UTC), tick=False):
        publish(page)
        second = client.get(FEEDS["nl"])

    assert first["ETag"] != second["ETag"]
    assert first.content == second.content


def test_title_and_notice_are_a_later_revision(tree: dict, client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False):
        page = event_page(title="Kringloop")
        [first] = events_in(client.get(FEEDS["nl"]).content)
    with time_machine.travel(datetime(2026, 11, 25, 10, tzinfo=UTC), tick=False):
        publish(page, title="Kringlopen", notice="Neem laarzen mee.")
        [second] = events_in(client.get(FEEDS["nl"]).content)

    assert first["SEQUENCE"] == second["SEQUENCE"]
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        assert first[name].dt < second[name].dt == datetime(2026, 11, 25, 10, tzinfo=UTC)


def test_feed_keeps_the_past_twelve_months_and_no_more(tree: dict, client: Client) -> None:
    now = timezone.now()
    event_page(title="Vorige maand", start=now - timedelta(days=30))
    event_page(title="Bijna een jaar", start=now - timedelta(days=360))
    event_page(title="Te lang geleden", start=now - timedelta(days=370))

    found = titles(client.get(FEEDS["nl"]).content)

    assert found == ["Bijna een jaar", "Vorige maand"]


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (datetime(2026, 11, 26, tzinfo=UTC), ["GEANNULEERD: Afgelast", "Gaat door"]),
        (datetime(2026, 12, 25, 22, 59, tzinfo=UTC), ["GEANNULEERD: Afgelast", "Gaat door"]),
        (datetime(2026, 12, 25, 23, 1, tzinfo=UTC), ["Gaat door"]),
    ],
)
def test_cancelled_event_stays_thirty_days(
    tree: dict, client: Client, moment: datetime, found: list[str]
) -> None:
    start = datetime(2027, 2, 1, 9, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 11, 1, 9, tzinfo=UTC)):
        page = event_page(title="Afgelast", start=start)
        event_page(title="Gaat door", start=start + timedelta(days=1))
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        publish(page, status="cancelled")

    with time_machine.travel(moment):
        content = client.get(FEEDS["nl"]).content

    assert [entry.summary for entry in entries(content)] == found
    if "Afgelast" in found[0]:
        assert [entry.status for entry in entries(content)] == ["CANCELLED", "CONFIRMED"]


def test_hidden_event_goes_at_once(tree: dict, client: Client) -> None:
    page = event_page(title="Weg")
    assert titles(client.get(FEEDS["nl"]).content) == ["Weg"]

    page.unpublish()

    assert titles(client.get(FEEDS["nl"]).content) == []


def test_change_of_the_day_moves_nothing_but_the_window(tree: dict, client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 22, 30, tzinfo=UTC), tick=False):
        event_page(title="Net geen jaar", start=datetime(2025, 11, 25, 9, tzinfo=UTC))
        event_page(title="Blijft", start=datetime(2026, 11, 25, 9, tzinfo=UTC))
        before = client.get(FEEDS["nl"]).content
    with time_machine.travel(datetime(2026, 11, 25, 23, 30, tzinfo=UTC), tick=False):
        after = client.get(FEEDS["nl"]).content

    assert (titles(before), titles(after)) == (["Net geen jaar", "Blijft"], ["Blijft"])
    assert block(before, "Blijft") == block(after, "Blijft")


def block(content: bytes, title: str) -> bytes:
    [found] = [part for part in content.split(b"BEGIN:VEVENT") if title.encode() in part]
    return found.partition(b"END:VEVENT")[0]


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
     "type=%00", "theme=%F0%9F%98%80", "past=1", "utm=x", "source=mail"],
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


@pytest.mark.parametrize("names", ["utm_source=mail&utm_campaign=x", "fbclid=%00", "gclid="])
def test_names_that_count_visits_choose_nothing(tree: dict, client: Client, names: str) -> None:
    event_page(title="Kringloop")
    event_page(title="Lezing", type=event_type("lezing"))
    plain = client.get(f"{FEEDS['nl']}?type=lezing")

    tracked = client.get(f"{FEEDS['nl']}?{names}&type=lezing")

    assert titles(tracked.content) == ["Lezing"]
    assert (tracked.content, tracked["ETag"]) == (plain.content, plain["ETag"])
    assert b"utm_" not in tracked.content


def test_post_is_405(tree: dict) -> None:
    assert Client(enforce_csrf_checks=True).post(FEEDS["nl"]).status_code == 405


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
