"""Time in calendars: the zone of the region, in the one form that all clients read."""

from datetime import UTC, datetime

from events.models.queryset import ZONE

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


def wall_time(moment: datetime) -> datetime:
    """Local time with its zone, as people know it; UTC in the hour that the clocks show twice.

    Local 02:30 on the night that summer ends is its first time by the book (RFC 5545 §3.3.5), its
    second to some programmes, and the second cannot be written so at all.
    """
    local = moment.astimezone(ZONE)
    return moment.astimezone(UTC) if is_twice(local) else local


def is_twice(local: datetime) -> bool:
    """Whether the clocks show this local time twice."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
