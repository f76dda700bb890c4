"""One event as a calendar component (RFC 5545 VEVENT): what it is in somebody's own calendar.

There is no ORGANIZER in what everybody reads: calendars would mail the organiser "accepted" for
each reader who adds the event. An invitation adds its own.
"""

from datetime import UTC, datetime

import icalendar
from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from brink.pages.languages import is_foreign
from brink.pages.templatetags.drawing import cover_address
from events.calendar.series import add_siblings
from events.calendar.text import clean, one_line
from events.calendar.zone import wall_time
from events.models.event import Presence
from events.queries import EventRow


def public_vevent(row: EventRow, stamp: datetime | None = None) -> icalendar.Event:
    """The component that everybody may read. One meets online by way of the page."""
    component = vevent(row, stamp)
    if row.event.presence != Presence.ROOM and not row.event.is_cancelled:
        add_conference(component, address_of(row), label=_("Take part by way of the page"))
    return component


def vevent(row: EventRow, stamp: datetime | None = None) -> icalendar.Event:
    """One event in the active language. `stamp`: when what it says changed last.

    For whom it is may be added: ORGANIZER, ATTENDEE, VALARM, CONFERENCE.
    """
    event, component = row.event, icalendar.Event()
    moment = (stamp or event.changed).astimezone(UTC)
    component.add("uid", event.calendar_uid)
    component.add("dtstamp", moment)
    component.add("last-modified", moment)
    component.add("sequence", event.sequence)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("dtstart", wall_time(event.start))
    component.add("dtend", wall_time(event.end))
    add_words(component, row)
    add_place(component, row)
    add_siblings(component, row)
    if event.is_cancelled:
        component.add("transp", "TRANSPARENT")  # the time is free again
    return component


def add_words(component: icalendar.Event, row: EventRow) -> None:
    """Title, text, categories, page and picture."""
    tongue = row.card.title_lang
    foreign = {"LANGUAGE": tongue} if is_foreign(tongue) else {}
    component.add("summary", summary(row), parameters=foreign)
    component.add("description", description(row))
    component.add("url", address_of(row))
    if categories := [one_line(text) for text in (row.type, *row.themes) if text]:
        component.add("categories", categories)
    if cover := cover_address(row.card.cover):
        form = {"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/svg+xml"}
        component.add("image", icalendar.vUri(settings.BASE_URL + cover), parameters=form)


def add_place(component: icalendar.Event, row: EventRow) -> None:
    """Where it is, and where that lies on the map when somebody entered it."""
    component.add("location", location(row))
    place = None if row.event.presence == Presence.ONLINE else row.event.place
    if place and place.latitude is not None and place.longitude is not None:
        component.add("geo", (float(place.latitude), float(place.longitude)))


def lead_to_page(component: icalendar.Component) -> None:
    """For who takes part online where others come to a room: they go to the page."""
    component["location"] = icalendar.vText(str(component["url"]))
    component.pop("geo", None)


def led_to_page(text: bytes) -> bytes:
    """The stored entry of an event and its days as one of who takes part online."""
    parts = icalendar.Event.from_ical(text, multiple=True)
    for part in parts:
        lead_to_page(part)
    return b"".join(part.to_ical() for part in parts)


def add_conference(component: icalendar.Event, address: str, *, label: str) -> None:
    """Where one takes part online (RFC 7986 §5.11)."""
    form = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": label}
    component.add("conference", icalendar.vUri(iri_to_uri(address)), parameters=form)


def summary(row: EventRow) -> str:
    """The title; a cancelled event says so in it, since not every calendar shows a status."""
    title = one_line(row.title)
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
    return one_line(event.place.address)


def address_of(row: EventRow) -> str:
    """The page, as ASCII: a calendar holds no address with other letters."""
    return iri_to_uri(settings.BASE_URL + one_line(row.card.path))
