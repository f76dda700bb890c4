"""Put one event in a calendar of Google or Outlook, by a link that fills in its form."""

from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from events.calendar.component import address_of, description, location, summary
from events.models.event import Seat
from events.models.queryset import ZONE
from events.queries import EventRow

GOOGLE = "https://calendar.google.com/calendar/render"
#: The hosts for people with an account of their own, and with one of work or school.
OUTLOOK, OUTLOOK_WORK = "outlook.live.com", "outlook.office.com"


def calendar_links(
    row: EventRow, *, is_online: bool = False, alarm: int | None = None
) -> list[dict[str, str]]:
    """`is_online`: for who takes part online, also where others come to a room.

    Only the file rings: the links of others have no way to say it.
    """
    place = address_of(row) if is_online else location(row)
    return [
        {"href": google(row, place), "text": "Google"},
        {"href": outlook(row, place, OUTLOOK), "text": _("Outlook.com")},
        {"href": outlook(row, place, OUTLOOK_WORK), "text": _("Outlook for work or school")},
        {
            "href": file_path(row.slug, is_online=is_online, alarm=alarm),
            "text": _(".ics file"),
            "icon": "download",
        },
    ]


def google(row: EventRow, place: str) -> str:
    spelled = f"{compact(row.event.start)}/{compact(row.event.end)}"
    query = {
        "action": "TEMPLATE",
        "text": summary(row),
        "dates": spelled,
        "ctz": ZONE.key,
        "details": description(row),
        "location": place,
    }
    return f"{GOOGLE}?{urlencode(query)}"


def outlook(row: EventRow, place: str, host: str) -> str:
    """Outlook reads a plus as a plus in a text and as a space in a time, so there is none."""
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": summary(row),
        "startdt": f"{utc(row.event.start):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{utc(row.event.end):%Y-%m-%dT%H:%M:%SZ}",
        "body": description(row),
        "location": place,
    }
    return f"https://{host}/calendar/0/deeplink/compose?{urlencode(query, quote_via=quote)}"


def file_path(slug: str, *, is_online: bool = False, alarm: int | None = None) -> str:
    """The .ics file of the event, in the active language; the same for all who choose alike."""
    chosen = {"alarm": str(alarm) if alarm else "", "seat": Seat.ONLINE.value if is_online else ""}
    query = urlencode({name: value for name, value in chosen.items() if value})
    path = reverse("events:calendar-file", args=[slug])
    return f"{path}?{query}" if query else path


def compact(moment: datetime) -> str:
    return f"{utc(moment):%Y%m%dT%H%M%SZ}"


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
