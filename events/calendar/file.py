"""Calendar files (RFC 5545, 5546, 7986): a head, the zone, and the entries.

Nothing in them depends on the moment of reading, so two reads of an unchanged feed are the same
bytes. Each property is there for a client that needs it (CONTRIBUTING.md, decision 10).
"""

from collections.abc import Iterable
from datetime import timedelta

import icalendar
from django.utils import translation

from events.calendar.component import vevent
from events.calendar.text import clean_line
from events.calendar.zone import VTIMEZONE
from events.models import Event
from events.models.queryset import ZONE
from events.queries import EventRow, event_row

PRODID = "-//Brink//Brink events//NL"
REFRESH = timedelta(hours=4)


def event_calendar(event: Event, lang: str) -> bytes:
    """The file of one event, to add to a calendar or to send along with a mail."""
    row = event_row(event, lang)
    return calendar([row] if row else [], lang)


def calendar(rows: Iterable[EventRow], lang: str, name: str = "") -> bytes:
    """A calendar of events in the words of `lang`; `name` is what a subscriber will see it as."""
    with translation.override(lang):
        blocks = [vevent(row).to_ical() for row in rows]
    return join(blocks, name=name)


def join(blocks: Iterable[bytes], *, method: str = "PUBLISH", name: str = "") -> bytes:
    """A calendar of components that are rendered already."""
    head = icalendar.Calendar()
    head.add("prodid", PRODID)
    head.add("version", "2.0")
    head.add("method", method)
    if name:
        add_feed_properties(head, clean_line(name))
    begin, end, nothing = head.to_ical().partition(b"END:VCALENDAR\r\n")
    return begin + VTIMEZONE + b"".join(blocks) + end + nothing


def add_feed_properties(head: icalendar.Calendar, name: str) -> None:
    """What only a subscription needs: its name, and how often to come back."""
    head.add("name", icalendar.vText(name))  # as text, or a comma would not be escaped
    head.add("x-wr-calname", icalendar.vText(name))
    head.add("x-wr-timezone", ZONE.key)
    head.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", icalendar.vDuration(REFRESH).to_ical().decode())
