"""Calendar files (RFC 5545, 5546, 7986): a head, the zone, and the entries.

Nothing in them depends on the moment of reading, so two reads of an unchanged feed are the same
bytes. Each property is there for a client that needs it.
"""

from collections.abc import Iterable
from datetime import timedelta

import icalendar
from django.utils.translation import gettext as _

from events.calendar.text import one_line
from events.calendar.zone import VTIMEZONE
from events.models.queryset import ZONE

PRODID = "-//Brink//Brink events//NL"
REFRESH = timedelta(hours=4)
#: The green of the house, and the name of the nearest colour that CSS knows (RFC 7986 §5.9).
COLOUR, COLOUR_NAME = "#1F6B3C", "seagreen"


def join(
    blocks: Iterable[bytes], *, method: str = "PUBLISH", name: str = "", source: str = ""
) -> bytes:
    """A calendar of components that are rendered already.

    With a `name` it is one to subscribe to, of which `source` is the address.
    """
    head = icalendar.Calendar()
    head.add("prodid", PRODID)
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    head.add("method", method)
    if name:
        add_feed_properties(head, one_line(name), source)
    begin, end, nothing = head.to_ical().partition(b"END:VCALENDAR\r\n")
    return b"".join((begin, VTIMEZONE, *blocks, end, nothing))


def add_feed_properties(head: icalendar.Calendar, name: str, source: str) -> None:
    """What only a subscription needs: its name, colour and origin, and how often to come back.

    Twice where the standard came later than what programmes read.
    """
    about = _("Meetings of Brink. This calendar keeps itself up to date.")
    for text in ("name", "x-wr-calname"):
        head.add(text, icalendar.vText(name))  # as text, or a comma would not be escaped
    for text in ("description", "x-wr-caldesc"):
        head.add(text, icalendar.vText(about))
    head.add("x-wr-timezone", ZONE.key)
    head.add("color", COLOUR_NAME)
    head.add("x-apple-calendar-color", COLOUR)
    head.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", icalendar.vDuration(REFRESH).to_ical().decode())
    if source:
        head.add("source", icalendar.vUri(source), parameters={"VALUE": "URI"})
