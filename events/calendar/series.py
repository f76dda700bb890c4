"""Meetings that belong together, as calendars know them.

Each is an appointment of its own that names the others (RELATED-TO), in files, invitations and
personal calendars. In a feed the meetings of a series that repeats are one appointment: a pattern
with their dates (RDATE), and each meeting as a real occurrence of it (RECURRENCE-ID, the start it
was first planned at), which may have moved or be off.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby

import icalendar

from events.calendar.stamps import number_of
from events.calendar.zone import wall_time
from events.models import Event, Series
from events.queries import EventRow

#: What is of one meeting and not of all.
OF_ONE = ("DTSTART", "DTEND", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "RELATED-TO")

Entry = tuple[EventRow, icalendar.Event]


def add_siblings(component: icalendar.Event, row: EventRow) -> None:
    """Name the other meetings of its series."""
    for other in sorted(row.sittings, key=lambda event: event.pk):
        if other.pk != row.event.pk:
            component.add("related-to", other.calendar_uid, parameters={"RELTYPE": "SIBLING"})


def as_one(series: Series, entries: Iterable[Entry], changed: datetime) -> list[icalendar.Event]:
    """The meetings in a feed as one appointment: its pattern, then its occurrences.

    `changed` is when any meeting of the series changed last, one that is hidden now included. Of
    two that were planned at one time, by mistake, the second stands alone.
    """
    first_at: dict[datetime, Entry] = {}
    alone = []
    for row, component in sorted(entries, key=planned):
        if first_at.setdefault(occurrence_of(row.event), (row, component))[0] is not row:
            alone.append(component)
    dates = list(first_at)
    occurrences = [occurrence(series, *entry) for entry in first_at.values()]
    return [pattern(list(first_at.values()), dates, changed), *occurrences, *alone]


def planned(entry: Entry) -> tuple[datetime, int]:
    return occurrence_of(entry[0].event), entry[0].event.pk


def occurrence_of(event: Event) -> datetime:
    return event.occurrence or event.start


def occurrence(series: Series, row: EventRow, component: icalendar.Event) -> icalendar.Event:
    component.pop("related-to", None)
    component["uid"] = icalendar.vText(series.calendar_uid)
    component.add("recurrence-id", wall_time(occurrence_of(row.event)))
    return component


def pattern(entries: list[Entry], dates: list[datetime], changed: datetime) -> icalendar.Event:
    """What repeats, in the words of the first meeting that is not off.

    Its number and its stamps are those of the last change, so they never go back.
    """
    standing = [entry for entry in entries if not entry[0].event.is_cancelled]
    row, component = (standing or entries)[0]
    found = component.copy()
    for name in (*OF_ONE, "RECURRENCE-ID"):
        found.pop(name, None)
    found.add("dtstart", wall_time(dates[0]))
    found.add("dtend", wall_time(dates[0] + (row.event.end - row.event.start)))
    for _zone, others in groupby(map(wall_time, dates[1:]), key=lambda moment: moment.tzinfo):
        found.add("rdate", list(others))
    for name in ("dtstamp", "last-modified"):
        found.add(name, changed.astimezone(UTC))
    found.add("sequence", number_of(changed))
    return found
