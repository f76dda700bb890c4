"""Meetings that belong together, as calendars know them.

A series that repeats is one appointment: a pattern with a date for each meeting (RDATE), and each
meeting as a real occurrence of it (RECURRENCE-ID, the start it was first planned at), which may
have moved or be off. Any other series is appointments that name each other (RELATED-TO).
"""

from itertools import groupby

import icalendar

from events.calendar.zone import wall_time
from events.models import Event
from events.queries import EventRow


def add_series(component: icalendar.Event, row: EventRow) -> None:
    """Say of which others this is one."""
    if row.event.occurrence:
        component.add("recurrence-id", wall_time(row.event.occurrence))
        return
    for other in sorted(row.sittings, key=lambda event: event.pk):
        if other.pk != row.event.pk:
            component.add("related-to", other.calendar_uid, parameters={"RELTYPE": "SIBLING"})


def carries_pattern(row: EventRow) -> bool:
    """Whether the pattern of a series stands with this event: with the first of them."""
    return bool(row.event.occurrence and row.sittings) and row.sittings[0].pk == row.event.pk


def pattern(component: icalendar.Event, row: EventRow) -> icalendar.Event:
    """What repeats, made of the entry of its first meeting: the dates as they were planned.

    Its number rises when that of any of them does; it is off when all of them are.
    """
    found, event = component.copy(), row.event
    for name in ("RECURRENCE-ID", "DTSTART", "DTEND", "STATUS", "SEQUENCE", "TRANSP"):
        found.pop(name, None)
    planned = [sitting.occurrence for sitting in row.sittings if sitting.occurrence]
    found.add("dtstart", wall_time(planned[0]))
    found.add("dtend", wall_time(planned[0] + (event.end - event.start)))
    for _zone, dates in groupby(map(wall_time, planned[1:]), key=lambda moment: moment.tzinfo):
        found.add("rdate", list(dates))
    found.add("status", "CANCELLED" if are_all_off(row.sittings) else "CONFIRMED")
    found.add("sequence", sum(sitting.sequence for sitting in row.sittings) + len(planned) - 1)
    return found


def are_all_off(sittings: tuple[Event, ...]) -> bool:
    return all(sitting.is_cancelled for sitting in sittings)
