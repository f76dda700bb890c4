"""How long an event stays in a calendar that keeps itself up to date.

The window moves at midnight, not with each reading: between two midnights a feed of unchanged
events is the same bytes.
"""

from datetime import date, timedelta

from events.models.event import Status
from events.models.queryset import EventQuerySet, day_start

#: As long as most calendars need to come and read that it is off.
CANCELLED_STAYS = timedelta(days=30)


def within_window(events: EventQuerySet, today: date) -> EventQuerySet:
    """Those to come and of the last 12 months; a cancelled one for 30 days after that news."""
    kept = events.filter(end__gte=day_start(year_before(today)))
    forgotten = day_start(today - CANCELLED_STAYS)
    return kept.exclude(status=Status.CANCELLED, stamped__lt=forgotten)


def year_before(day: date) -> date:
    """Past events stay so long, that a calendar does not lose them on the day after."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
