"""The days of an event that lasts more than one: those are what people keep free, not the nights.

Pages show the programme by day; calendars have an appointment for each (`events.calendar.days`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, pairwise

from brink.pages.moments import ZONE
from events.models.event import Event

#: A longer one, such as an exhibition, is nobody's appointment from day to day.
MOST_DAYS = 14

#: From when to when on a day, counted from its midnight by the clock; may end after the next.
Hours = tuple[timedelta, timedelta]


@dataclass(frozen=True)
class Slot:
    """When a programme item is, as `Event.sessions` keeps it; without a day it is on the first."""

    time: time
    minutes: int
    day: int = 1

    @classmethod
    def read(cls, at: str, minutes: int, day: int = 1) -> "Slot":
        return cls(time.fromisoformat(at), minutes, day)

    @property
    def hours(self) -> Hours:
        start = since_midnight(self.time)
        return start, start + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Day:
    """One of them; `number` is 1 on the day the event starts, and stays when it moves."""

    number: int
    start: datetime
    end: datetime


def days_of(event: Event) -> list[Day]:
    """The days on which there is something, from the first hour to the last; none for a short one.

    The event says when the first begins and the last ends, the programme the rest. A day that it
    does not tell lasts as the clock says of the whole: "17 and 18 May, 9–17". None at all where
    that makes no sense, such as a night, or days that run into each other.
    """
    first, last = day_at(event.start, 1), last_date(event)
    count = (last - first).days + 1
    if not 1 < count <= MOST_DAYS:
        return []
    known = hours_by_day(Slot.read(*values) for values in event.sessions.values())
    days = [day_of(event, number, count, known) for number in numbers(known, count)]
    moments = chain.from_iterable((day.start, day.end) for day in days)
    return days if all(one < next_one for one, next_one in pairwise(moments)) else []


def numbers(known: Mapping[int, Hours], count: int) -> list[int]:
    """Where the programme tells several days, the others but the first and the last are free."""
    every = range(1, count + 1)
    if sum(number in known for number in every) < 2:
        return list(every)
    return [number for number in every if number in known or number in (1, count)]


def day_of(event: Event, number: int, count: int, known: Mapping[int, Hours]) -> Day:
    usual = since_midnight(clock(event.start)), since_midnight(clock(event.end))
    begin, finish = known.get(number, usual)
    date_of = day_at(event.start, number)
    return Day(
        number,
        event.start if number == 1 else moment(date_of, begin),
        event.end if number == count else moment(date_of, finish),
    )


def hours_by_day(slots: Iterable[Slot]) -> dict[int, Hours]:
    """From the first item of each day to the end of its last."""
    found: dict[int, Hours] = {}
    for slot in slots:
        start, end = slot.hours
        begin, finish = found.get(slot.day, (start, end))
        found[slot.day] = min(begin, start), max(finish, end)
    return found


def day_at(start: datetime, number: int) -> date:
    """The date of a day by its number, where the event begins on the first."""
    return start.astimezone(ZONE).date() + timedelta(days=number - 1)


def last_date(event: Event) -> date:
    """Midnight is the end of the day before."""
    return (event.end - timedelta.resolution).astimezone(ZONE).date()


def clock(at: datetime) -> time:
    return at.astimezone(ZONE).time()


def since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def moment(day: date, hours: timedelta) -> datetime:
    """By the clock, so an item of a quarter past nine is that, also when the clocks changed."""
    return (datetime.combine(day, time()) + hours).replace(tzinfo=ZONE).astimezone(UTC)
