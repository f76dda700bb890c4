"""One event as a calendar component (RFC 5545 VEVENT): what it is in somebody's own calendar."""

from datetime import UTC
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from events.calendar.text import clean, clean_line
from events.calendar.zone import wall_time
from events.models import Event
from events.models.event import Presence
from events.queries import EventRow


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
