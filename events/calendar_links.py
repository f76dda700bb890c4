"""Put one event in a calendar of Google or Outlook, by a link that fills in its form."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from events.calendar.component import description, location, summary
from events.models.queryset import ZONE
from events.queries import EventRow

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/deeplink/compose"


def calendar_links(row: EventRow) -> list[dict[str, str]]:
    return [
        {"href": google(row), "text": "Google"},
        {"href": outlook(row), "text": "Outlook"},
        {"href": file_path(row), "text": _(".ics file"), "icon": "download"},
    ]


def google(row: EventRow) -> str:
    spelled = f"{compact(row.event.start)}/{compact(row.event.end)}"
    query = {
        "action": "TEMPLATE",
        "text": summary(row),
        "dates": spelled,
        "ctz": ZONE.key,
        "details": description(row),
        "location": location(row),
    }
    return f"{GOOGLE}?{urlencode(query)}"


def outlook(row: EventRow) -> str:
    query = {
        "rru": "addevent",
        "subject": summary(row),
        "startdt": utc(row.event.start).isoformat(),
        "enddt": utc(row.event.end).isoformat(),
        "body": description(row),
        "location": location(row),
    }
    return f"{OUTLOOK}?{urlencode(query)}"


def file_path(row: EventRow) -> str:
    """The .ics file of the event, in the active language."""
    return reverse("events:calendar-file", args=[row.slug])


def compact(moment: datetime) -> str:
    return f"{utc(moment):%Y%m%dT%H%M%SZ}"


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
