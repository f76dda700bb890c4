"""Calendar files, property by property (the matrix of issue 4 and domain.md §4.4)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream

from brink.pages.models import Card
from brink.themes.models import EventType, Region, Theme
from events.calendar.component import vevent
from events.calendar.file import join
from events.calendar.zone import VTIMEZONE
from events.models import Event, Place
from events.queries import EventRow
from tests.events.calendars import calendar, event_calendar
from tests.events.parsers import entries, unfolded
from tests.factories.events import event_factory, event_page
from tests.factories.pages import publish

STAMP = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
REVISED = datetime(2026, 11, 5, 9, 30, tzinfo=UTC)
PAGE = "http://testserver/nl/agenda/excursie/"


def row(**fields: Any) -> EventRow:
    """An event as feeds read it, never stored."""
    words = {"title": "Excursie", "summary": "Van baal tot korrel.", **fields.pop("words", {})}
    start = fields.pop("start", datetime(2026, 12, 17, 12, tzinfo=UTC))
    fields = {"uid": "ab12", "start": start, "end": start + timedelta(hours=3), **fields}
    card = Card(**{"lang": "nl", "path": "/nl/agenda/excursie/", "body_lang": "nl", **words})
    return EventRow(Event(stamped=STAMP, changed=REVISED, **fields), card)


def only_event(content: bytes) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return event


# The calendar


def test_subscription_has_each_property_once_and_in_the_right_form() -> None:
    source = "http://testserver/nl/agenda/feed.ics?type=workshop"

    lines = unfolded(join([], name="Brink-agenda: Workshop, lezing", source=source))

    assert lines[0] == "BEGIN:VCALENDAR"
    for line in (
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "PRODID:-//Brink//Brink events//NL",
        r"NAME:Brink-agenda: Workshop\, lezing",
        r"X-WR-CALNAME:Brink-agenda: Workshop\, lezing",
        "DESCRIPTION:Bijeenkomsten van Brink. Deze kalender werkt zichzelf bij.",
        "X-WR-CALDESC:Bijeenkomsten van Brink. Deze kalender werkt zichzelf bij.",
        "X-WR-TIMEZONE:Europe/Amsterdam",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "COLOR:seagreen",
        "X-APPLE-CALENDAR-COLOR:#1F6B3C",
        f"SOURCE;VALUE=URI:{source}",
    ):
        assert lines.count(line) == 1, line


def test_file_of_one_event_is_no_subscription() -> None:
    content = calendar([row()], "nl")

    assert b"METHOD:PUBLISH" in content
    for name in (b"NAME", b"REFRESH", b"X-PUBLISHED", b"SOURCE", b"COLOR"):
        assert b"\r\n" + name not in content


@pytest.mark.parametrize("method", ["PUBLISH", "REQUEST", "CANCEL"])
def test_method_is_that_of_the_occasion(method: str) -> None:
    content = join([vevent(row()).to_ical()], method=method)

    assert icalendar.Calendar.from_ical(content)["METHOD"] == method


def test_calendar_declares_its_zone_once_in_the_form_outlook_reads() -> None:
    content = calendar([row(), row(uid="cd34")], "nl")

    assert content.count(VTIMEZONE) == 1
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n" in VTIMEZONE
    assert b"TZID=Europe/Amsterdam:20261217T130000" in content


# The event


def test_event_carries_stamps_sequence_and_identity() -> None:
    event = only_event(calendar([row(sequence=3)], "nl"))

    assert event["UID"] == "ab12@testserver"
    assert event["SEQUENCE"] == 3
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTAMP"].to_ical() == b"20261105T093000Z"
    assert event["LAST-MODIFIED"].to_ical() == b"20261105T093000Z"
    assert event["URL"] == PAGE
    assert event["DESCRIPTION"] == f"Van baal tot korrel.\n\n{PAGE}"


def test_stamp_is_the_moment_that_is_given() -> None:
    event = vevent(row(), STAMP)

    assert event["DTSTAMP"].to_ical() == event["LAST-MODIFIED"].to_ical() == b"20261103T080000Z"


@pytest.mark.parametrize(("lang", "prefix"), [("nl", "GEANNULEERD"), ("en", "CANCELLED")])
def test_cancelled_event_says_so_in_status_and_title(lang: str, prefix: str) -> None:
    changed = row(status="cancelled", notices={"nl": "De zaal is niet vrij."})

    event = only_event(calendar([changed], lang))

    assert event["STATUS"] == "CANCELLED"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["SUMMARY"] == f"{prefix}: Excursie"
    assert event["DESCRIPTION"].startswith("De zaal is niet vrij.\n\n")


def test_title_in_another_language_says_which() -> None:
    foreign = only_event(calendar([row(words={"title_lang": "nl"})], "en"))
    own = only_event(calendar([row(words={"title_lang": "nl"})], "nl"))

    assert foreign["SUMMARY"].params == {"LANGUAGE": "nl"}
    assert own["SUMMARY"].params == {}


def test_location_is_the_address_in_the_room_and_its_spot_on_the_map() -> None:
    place = Place(name="De Lichtkamer", street="Poolsterlaan 14", postcode="9798 XW")
    place.latitude, place.longitude = Decimal("53.219383"), Decimal("6.566502")

    event = only_event(calendar([row(presence="room", place=place)], "nl"))

    assert event["LOCATION"] == "De Lichtkamer, Poolsterlaan 14, 9798 XW"
    assert event["GEO"].to_ical() == "53.219383;6.566502"


@pytest.mark.parametrize("spot", [{}, {"presence": "online"}])
def test_what_is_nowhere_has_no_spot_on_the_map(spot: dict) -> None:
    place = Place(name="De Lichtkamer")
    if spot:
        place.latitude, place.longitude = Decimal("53.2"), Decimal("6.5")

    assert "GEO" not in only_event(calendar([row(place=place, **spot)], "nl"))


@pytest.mark.parametrize("presence", ["room", "online", "hybrid"])
def test_link_to_the_meeting_is_in_no_calendar(presence: str) -> None:
    secret = row(presence=presence, online_url="https://live.example/geheim")

    content = calendar([secret], "nl")

    assert b"geheim" not in content.replace(b"\r\n ", b"")
    assert only_event(content)["LOCATION"] == PAGE


@pytest.mark.parametrize("presence", ["online", "hybrid"])
def test_one_takes_part_online_by_way_of_the_page(presence: str) -> None:
    content = calendar([row(presence=presence)], "nl")

    line = f"CONFERENCE;FEATURE=VIDEO;LABEL=Doe mee via de pagina;VALUE=URI:{PAGE}"
    assert unfolded(content).count(line) == 1
    [conference] = IcsCalendarStream.calendar_from_ics(content.decode()).events[0].conference
    assert conference.uri == PAGE


@pytest.mark.parametrize("fields", [{"presence": "room"}, {"status": "cancelled"}])
def test_there_is_no_conference_in_a_room_or_when_it_is_off(fields: dict) -> None:
    content = calendar([row(**{"presence": "online", **fields})], "nl")

    assert b"CONFERENCE" not in content


def test_image_is_the_cover_of_the_page() -> None:
    content = calendar([row(words={"cover": "energietransitie/event/ab12cd34"})], "nl")

    [image] = IcsCalendarStream.calendar_from_ics(content.decode()).events[0].image
    assert image.uri == "http://testserver/covers/energietransitie/event/ab12cd34.svg"
    assert (image.format_type, image.display.value) == ("image/svg+xml", "BADGE")
    assert b"IMAGE" not in calendar([row()], "nl")


def test_what_everybody_reads_names_no_organiser() -> None:
    content = calendar([row(organiser_name="Lectoraat", organiser_email="l@b.example")], "nl")

    assert b"ORGANIZER" not in content
    assert b"b.example" not in content


def test_address_with_other_letters_is_written_in_ascii() -> None:
    [entry] = entries(calendar([row(words={"path": "/nl/agenda/súd west/"})], "nl"))

    assert entry.url == "http://testserver/nl/agenda/s%C3%BAd%20west/"


@pytest.mark.django_db
def test_file_of_an_event_is_the_same_event_in_both_languages(tree: dict) -> None:
    event = event_factory(title="Kringloop", other_title="Circle")

    [nl], [en] = (entries(event_calendar(event, lang)) for lang in ("nl", "en"))

    assert (nl.summary, en.summary) == ("Kringloop", "Circle")
    assert nl.uid == en.uid == f"{event.uid}@testserver"
    assert (nl.url, en.url) == (
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
def test_town_with_other_letters_is_whole_in_every_parser(tree: dict) -> None:
    town = Region.objects.create(
        code="gm1900", label_nl="Súdwest-Fryslân", label_en="Súdwest-Fryslân", level="municipality"
    )
    hall = Place.objects.create(
        name="De Hal van de Coöperatie", street="Lange Pijp 1", postcode="8601 AB",
        municipality=town,
    )  # fmt: skip

    [entry] = entries(event_calendar(event_factory(place=hall), "nl"))

    assert entry.location.endswith("8601 AB Súdwest-Fryslân")


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
