"""The bell that somebody asked for: a calendar rings so many minutes before the start (VALARM)."""

from collections.abc import Sequence
from datetime import timedelta

import icalendar


def with_bell(text: bytes, minutes: int) -> bytes:
    """The stored entry of an event and its days as one that rings."""
    parts = icalendar.Event.from_ical(text, multiple=True)
    ring_each(parts, minutes)
    return b"".join(part.to_ical() for part in parts)


def ring_each(parts: Sequence[icalendar.Component], minutes: int | None) -> None:
    """Let an event ring: of several days each, and not the whole, as it begins with the first."""
    whole, *days = parts
    for part in days or [whole]:
        ring(part, minutes)


def ring(component: icalendar.Component, minutes: int | None) -> None:
    """Let an entry ring, with its own title; not without minutes, or for what is off."""
    if minutes is not None and component["status"] != "CANCELLED":
        component.add_component(alarm_of(component, minutes))


def alarm_of(component: icalendar.Component, minutes: int) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", str(component["summary"]))
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm
