"""An event of several days in a calendar: the days are the appointments, the whole spans them.

As one entry it would take the nights between as well. So the whole leaves the time free
(TRANSPARENT) and each day is an entry of its own beneath it (RELATED-TO). Its identity is made of
that of the event and the number of the day: an event that moves takes its days along.

An invitation stays one entry: a mail can ask for one identity only (RFC 5546 §3.2.2).
"""

import icalendar
from django.utils.translation import gettext as _

from events.calendar.stamps import number_of
from events.calendar.zone import wall_time
from events.days import Day, days_of
from events.models import Event
from events.models.event import at_this_site
from events.queries import EventRow


def with_days(component: icalendar.Event, row: EventRow) -> list[icalendar.Event]:
    """The entry of an event, and those of its days if it has more; the first frees its time then.

    The days are under what the entry is known by, which for a series that repeats is its identity.
    """
    days = days_of(row.event)
    entries = [
        day_entry(component, row.event, day, label(number, len(days)))
        for number, day in enumerate(days, start=1)
    ]
    for day in days:
        component.add("related-to", uid_of(row.event, day), parameters={"RELTYPE": "CHILD"})
    if days:
        component["transp"] = icalendar.vText("TRANSPARENT")
    return [component, *entries]


def day_entry(whole: icalendar.Event, event: Event, day: Day, words: str) -> icalendar.Event:
    """A day in the words of the whole, with its own hours.

    The programme is published like words, so the number is that of the last change.
    """
    found = whole.copy()
    for name in ("DTSTART", "DTEND", "RELATED-TO", "RECURRENCE-ID"):
        found.pop(name, None)
    found["uid"] = icalendar.vText(uid_of(event, day))
    found["summary"] = icalendar.vText(
        f"{whole['summary']} {words}", params=whole["summary"].params
    )
    found["sequence"] = icalendar.vInt(number_of(whole.decoded("last-modified")))
    found.add("dtstart", wall_time(day.start))
    found.add("dtend", wall_time(day.end))
    found.add("related-to", str(whole["uid"]), parameters={"RELTYPE": "PARENT"})
    return found


def label(number: int, count: int) -> str:
    return _("(day %(number)s of %(count)s)") % {"number": number, "count": count}


def uid_of(event: Event, day: Day) -> str:
    return at_this_site(f"{event.uid}-day-{day.number}")
