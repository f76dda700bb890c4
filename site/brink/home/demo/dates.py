"""Put the events of the text's world around the day of loading.

The programme runs 18 months and today lies in its tenth, M10: so there is always a past, a next
week and a future.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
MONTH_OF_TODAY = 10
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_of(month: str, day_of_month: int, weekday: str, today: date) -> date:
    """The given weekday nearest to a day of programme month `month` (such as `M03`)."""
    first = shift_months(today.replace(day=1), int(month.lstrip("M")) - MONTH_OF_TODAY)
    wanted = first + timedelta(days=min(day_of_month, 28) - 1)
    offset = (WEEKDAYS.index(weekday) - wanted.weekday() + 3) % 7 - 3
    return wanted + timedelta(days=offset)


def coming(weekday: str, clock: str, now: datetime) -> date:
    """The first day of that name on which `clock` has not struck yet, today included."""
    day = now.date() + timedelta(days=(WEEKDAYS.index(weekday) - now.weekday()) % 7)
    return day if moment(day, clock) > now else day + timedelta(days=7)


def shift_months(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def moment(day: date, clock: str) -> datetime:
    """A day and a time of the clock in Amsterdam."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)
