"""Calendars as three parsers of different projects read them: icalendar, vobject and ical."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import icalendar
import vobject
from ical.calendar_stream import IcsCalendarStream


@dataclass(frozen=True, order=True)
class Entry:
    """What a person sees of an event, whatever the parser."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    description: str
    location: str
    url: str
    status: str
    sequence: int


def by_icalendar(content: bytes) -> list[Entry]:
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return [
        Entry(
            str(event["UID"]),
            event.decoded("DTSTART").astimezone(UTC),
            event.decoded("DTEND").astimezone(UTC),
            *(str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS")),
            int(event["SEQUENCE"]),
        )
        for event in events
    ]


def by_vobject(content: bytes) -> list[Entry]:
    """It reads `URL` as it stands, and everything as text."""
    events = getattr(vobject.readOne(content.decode()), "vevent_list", [])
    return [
        Entry(
            event.uid.value,
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            *(getattr(event, name).value for name in ("summary", "description", "location")),
            event.url.value,
            event.status.value,
            int(event.sequence.value),
        )
        for event in events
    ]


def by_ical(content: bytes) -> list[Entry]:
    """The parser of Home Assistant."""
    return [
        Entry(
            event.uid,
            event.dtstart.astimezone(UTC),
            event.dtend.astimezone(UTC),
            event.summary,
            event.description,
            event.location,
            str(event.url),
            event.status.value,
            event.sequence,
        )
        for event in IcsCalendarStream.calendar_from_ics(content.decode()).events
    ]


PARSERS: dict[str, Callable[[bytes], list[Entry]]] = {
    "icalendar": by_icalendar,
    "vobject": by_vobject,
    "ical": by_ical,
}


def entries(content: bytes) -> list[Entry]:
    """What all parsers read, which must be the same."""
    first, *others = (parse(content) for parse in PARSERS.values())
    for other in others:
        assert other == first
    return first


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def block_of(content: bytes, uid: str) -> str:
    """The text of one event as it stands in a calendar, stamps and all."""
    events = content.decode().split("BEGIN:VEVENT\r\n")[1:]
    blocks = [event.partition("END:VEVENT")[0] for event in events]
    return next(block for block in blocks if f"UID:{uid}" in block.replace("\r\n ", ""))
