"""Calendar files, property by property, and read back by two parsers that know nothing of us."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.pages.models import Card
from brink.themes.models import EventType, Theme
from events.calendar.file import calendar, event_calendar
from events.calendar.zone import VTIMEZONE
from events.models import Event, Place
from events.queries import EventRow
from tests.factories.events import event_factory, event_page
from tests.factories.pages import publish

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
STAMP = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
REVISED = datetime(2026, 11, 5, 9, 30, tzinfo=UTC)


def row(**fields: Any) -> EventRow:
    """An event as feeds read it, never stored."""
    words = {"title": "Excursie", "summary": "Van baal tot korrel.", **fields.pop("words", {})}
    start = fields.pop("start", datetime(2026, 12, 17, 12, tzinfo=UTC))
    fields = {"uid": "ab12", "start": start, "end": start + timedelta(hours=3), **fields}
    card = Card(lang="nl", path="/nl/agenda/excursie/", body_lang="nl", **words)
    return EventRow(Event(stamped=STAMP, changed=REVISED, **fields), card)


def only_event(content: bytes) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return event


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_calendar_has_the_properties_of_a_published_feed() -> None:
    lines = unfolded(calendar([row()], "nl", "Brink-agenda: Workshop"))

    assert lines[0] == "BEGIN:VCALENDAR"
    for line in (
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "PRODID:-//Brink//Brink events//NL",
        "NAME:Brink-agenda: Workshop",
        "X-WR-CALNAME:Brink-agenda: Workshop",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
    ):
        assert lines.count(line) == 1


def test_calendar_declares_its_zone_once_in_the_form_outlook_reads() -> None:
    content = calendar([row(), row(uid="cd34")], "nl")

    assert content.count(VTIMEZONE) == 1
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n" in VTIMEZONE
    assert b"TZID=Europe/Amsterdam:20261217T130000" in content


def test_event_carries_stamps_sequence_and_identity() -> None:
    event = only_event(calendar([row(sequence=3)], "nl"))

    assert event["UID"] == "ab12@testserver"
    assert event["SEQUENCE"] == 3
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTAMP"].to_ical() == b"20261103T080000Z"
    assert event["LAST-MODIFIED"].to_ical() == b"20261105T093000Z"
    assert event["URL"] == "http://testserver/nl/agenda/excursie/"
    assert event["DESCRIPTION"] == ("Van baal tot korrel.\n\nhttp://testserver/nl/agenda/excursie/")


@pytest.mark.parametrize(("lang", "prefix"), [("nl", "GEANNULEERD"), ("en", "CANCELLED")])
def test_cancelled_event_says_so_in_status_and_title(lang: str, prefix: str) -> None:
    changed = row(status="cancelled", notices={"nl": "De zaal is niet vrij."})

    event = only_event(calendar([changed], lang))

    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == f"{prefix}: Excursie"
    assert event["DESCRIPTION"].startswith("De zaal is niet vrij.\n\n")


def test_location_is_the_address_in_the_room() -> None:
    place = Place(name="De Lichtkamer", street="Poolsterlaan 14", postcode="9798 XW")

    event = only_event(calendar([row(presence="room", place=place)], "nl"))

    assert event["LOCATION"] == "De Lichtkamer, Poolsterlaan 14, 9798 XW"


@pytest.mark.parametrize("presence", ["room", "online", "hybrid"])
def test_link_to_the_meeting_is_in_no_calendar(presence: str) -> None:
    secret = row(presence=presence, online_url="https://live.example/geheim")

    content = calendar([secret], "nl")

    assert b"geheim" not in content.replace(b"\r\n ", b"")
    assert only_event(content)["LOCATION"] == "http://testserver/nl/agenda/excursie/"


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 3, 28, 23, 30, tzinfo=UTC),  # 00:30 on the day the clocks go forward
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # 01:30, ends after the missing hour
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),  # 03:00, the first moment of summer
        datetime(2026, 10, 24, 22, 0, tzinfo=UTC),  # 00:00 on the day they go back
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 02:30, the first time
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 02:30, the second time
        datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 0, tzinfo=UTC),
    ],
)
def test_both_parsers_read_the_same_instants_over_clock_changes(start: datetime) -> None:
    content = calendar([row(start=start)], "nl")

    event = only_event(content)
    other = vobject.readOne(content.decode()).vevent

    assert event.decoded("DTSTART").astimezone(UTC) == start
    assert event.decoded("DTEND").astimezone(UTC) == start + timedelta(hours=3)
    assert other.dtstart.value.astimezone(UTC) == start
    assert other.dtend.value.astimezone(UTC) == start + timedelta(hours=3)


def test_long_line_is_folded_without_cutting_a_character() -> None:
    title = "Kom naar Súdwest-Fryslân " * 12

    content = calendar([row(words={"title": title})], "nl")

    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() is not None for line in lines)
    assert only_event(content)["SUMMARY"] == title.strip()


@pytest.mark.parametrize("hostile", ["\r\nSTATUS:CANCELLED", "\nBEGIN:VEVENT", "\r", "\u2028X:1"])
def test_line_end_in_a_title_starts_no_property(hostile: str) -> None:
    content = calendar([row(words={"title": f"Excursie{hostile}"})], "nl")

    assert only_event(content)["STATUS"] == "CONFIRMED"
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == 1


hostile_text = st.text(max_size=300) | st.text(
    alphabet="\x00\r\n\t;,:\\\"'^ é😀ŷ\u2028\x85", max_size=200
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(title=hostile_text, summary=hostile_text, place=hostile_text)
def test_hostile_words_leave_one_event_that_both_parsers_read(
    title: str, summary: str, place: str
) -> None:
    words = {"title": title, "summary": summary}
    content = calendar([row(words=words, place=Place(name=place), presence="room")], "nl")

    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    event = only_event(content)
    other = vobject.readOne(content.decode()).vevent
    assert event["UID"] == other.uid.value == "ab12@testserver"
    assert event["SEQUENCE"] == 0
    assert str(event["SUMMARY"]) == other.summary.value


@pytest.mark.django_db
def test_file_of_an_event_is_the_same_event_in_both_languages(tree: dict) -> None:
    event = event_factory(title="Kringloop", other_title="Circle")

    nl, en = (only_event(event_calendar(event, lang)) for lang in ("nl", "en"))

    assert (nl["SUMMARY"], en["SUMMARY"]) == ("Kringloop", "Circle")
    assert nl["UID"] == en["UID"] == f"{event.uid}@testserver"
    assert (nl["URL"], en["URL"]) == (
        "http://testserver/nl/agenda/kringloop/",
        "http://testserver/en/events/kringloop/",
    )


@pytest.mark.django_db
def test_categories_are_type_and_themes_in_the_language(tree: dict) -> None:
    kind = EventType.objects.create(code="bezoek", label_nl="Bezoek", label_en="Visit")
    theme = Theme.objects.create(code="export", label_nl="Buitenland", label_en="Exports, abroad")
    event = event_factory(type=kind, themes=[theme])

    nl, en = (only_event(event_calendar(event, lang)) for lang in ("nl", "en"))

    assert nl["CATEGORIES"].cats == ["Bezoek", "Buitenland"]
    assert en["CATEGORIES"].cats == ["Visit", "Exports, abroad"]


@pytest.mark.django_db
def test_sequence_and_stamp_follow_a_change_of_time_and_no_other(tree: dict) -> None:
    page = event_page()
    first = Event.objects.get(key=page.translation_key)

    page = publish(page, title="Andere titel", capacity=9)
    reworded = Event.objects.get(pk=first.pk)
    publish(page, end=page.end + timedelta(hours=1))
    moved = Event.objects.get(pk=first.pk)

    assert (reworded.sequence, reworded.stamped) == (0, first.stamped)
    assert moved.sequence == 1
    assert moved.stamped > first.stamped
    assert moved.uid == first.uid


@pytest.mark.django_db
def test_event_whose_page_is_gone_gives_an_empty_calendar(tree: dict) -> None:
    page = event_page()
    event = Event.objects.get(key=page.translation_key)
    page.unpublish()

    content = event_calendar(event, "nl")

    assert icalendar.Calendar.from_ical(content).walk("VEVENT") == []
