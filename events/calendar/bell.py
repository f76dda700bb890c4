"""The bell that somebody asked for: a calendar rings so many minutes before the start (VALARM)."""

from datetime import timedelta

import icalendar


def ring(component: icalendar.Event, minutes: int | None) -> None:
    """Let an entry ring, with its own title; without minutes it does not."""
    if minutes is not None:
        component.add_component(alarm_of(component, minutes))


def alarm_of(component: icalendar.Event, minutes: int) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", str(component["summary"]))
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm
