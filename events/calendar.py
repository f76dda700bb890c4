"""Calendar files (RFC 5545, 5546, 7986): what an event is in somebody's own calendar.

Nothing in them depends on the moment of reading, so two reads of an unchanged feed are the same
bytes. The matrix that this follows is in `../shared/domain/domain.md` §4.4.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from events.models import Event
from events.models.event import Presence
from events.models.queryset import ZONE
from events.queries import EventRow, event_row

PRODID = "-//Brink//Brink events//NL"
REFRESH = timedelta(hours=4)

#: C0 and C1 controls but line feed and tab. icalendar escapes line ends, but lets NUL through,
#: and other parsers stop there.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

#: The form that Google writes and Outlook reads: rules since 1970, no history, in this order.
#: icalendar would write BYDAY first, hence as text.
VTIMEZONE = b"""\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")


def event_calendar(event: Event, lang: str) -> bytes:
    """The file of one event, to add to a calendar or to send along with a mail."""
    row = event_row(event, lang)
    return calendar([row] if row else [], lang)


def calendar(rows: Iterable[EventRow], lang: str, name: str = "") -> bytes:
    """A calendar of events in the words of `lang`; `name` is what a subscriber will see it as."""
    head = icalendar.Calendar()
    head.add("prodid", PRODID)
    head.add("version", "2.0")
    head.add("method", "PUBLISH")
    if name:
        add_feed_properties(head, clean_line(name))
    with translation.override(lang):
        blocks = [vevent(row).to_ical() for row in rows]
    begin, end, nothing = head.to_ical().partition(b"END:VCALENDAR\r\n")
    return begin + VTIMEZONE + b"".join(blocks) + end + nothing


def add_feed_properties(head: icalendar.Calendar, name: str) -> None:
    """What only a subscription needs: its name, and how often to come back."""
    head.add("name", icalendar.vText(name))  # as text, or a comma would not be escaped
    head.add("x-wr-calname", icalendar.vText(name))
    head.add("x-wr-timezone", ZONE.key)
    head.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", icalendar.vDuration(REFRESH).to_ical().decode())


def vevent(row: EventRow) -> icalendar.Event:
    """One event, stamped and numbered as of its last change of when, where and whether.

    A new title or notice is a later revision (LAST-MODIFIED) of the same appointment.
    """
    event, component = row.event, icalendar.Event()
    component.add("uid", uid_of(event))
    component.add("dtstamp", event.stamped.astimezone(UTC))
    component.add("last-modified", event.changed.astimezone(UTC))
    component.add("sequence", event.sequence)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("dtstart", wall_time(event.start))
    component.add("dtend", wall_time(event.end))
    component.add("summary", summary(row))
    component.add("description", description(row))
    component.add("location", location(row))
    component.add("url", address_of(row))
    if categories := [clean_line(text) for text in (row.type, *row.themes) if text]:
        component.add("categories", categories)
    return component


def uid_of(event: Event) -> str:
    """The same for ever and in every language; the host makes it unique in the world."""
    return f"{event.uid}@{urlsplit(settings.BASE_URL).hostname}"


def wall_time(moment: datetime) -> datetime:
    """Local time with its zone, as people know it; UTC in the hour that the clocks show twice.

    Local 02:30 on the night that summer ends means its first time to a calendar (RFC 5545 §3.3.5),
    so its second time cannot be written so.
    """
    local = moment.astimezone(ZONE)
    return moment.astimezone(UTC) if local.fold else local


def summary(row: EventRow) -> str:
    """The title; a cancelled event says so in it, since not every calendar shows a status."""
    title = clean_line(row.card.title)
    return _("CANCELLED: %(title)s") % {"title": title} if row.event.is_cancelled else title


def description(row: EventRow) -> str:
    """Plain text with the link; HTML would be shown as it is by most calendars."""
    parts = (clean(row.notice), clean(row.card.summary), address_of(row))
    return "\n\n".join(part for part in parts if part)


def location(row: EventRow) -> str:
    """The address; for what is online the page, never the link to the meeting itself."""
    event = row.event
    if event.presence == Presence.ONLINE or event.place is None:
        return address_of(row)
    return clean_line(event.place.address)


def address_of(row: EventRow) -> str:
    return settings.BASE_URL + clean_line(row.card.path)


def clean(text: str) -> str:
    """Text without control characters; lines may stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", lines).strip()


def clean_line(text: str) -> str:
    """Text on one line."""
    return " ".join(clean(text).split())
