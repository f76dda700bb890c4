"""Which hours of an event of several days people keep free."""

from datetime import datetime, timedelta

import pytest

from events.days import days_of
from events.models import Event
from events.models.queryset import ZONE

START = datetime(2026, 5, 17, 9, tzinfo=ZONE)

Item = tuple[int, str, int]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time by the clock on a day of the event."""
    return datetime(2026, 5, 16 + day, hour, minute, tzinfo=ZONE)


def days(end: datetime, *items: Item, start: datetime = START) -> list[tuple]:
    sessions = {str(n): [clock, minutes, day] for n, (day, clock, minutes) in enumerate(items)}
    event = Event(start=start, end=end, sessions=sessions)
    return [(day.number, day.start, day.end) for day in days_of(event)]


def test_day_without_programme_lasts_as_the_clock_says_of_the_whole() -> None:
    assert days(at(3, 17)) == [(n, at(n, 9), at(n, 17)) for n in (1, 2, 3)]


def test_programme_tells_when_a_day_ends_and_the_next_begins() -> None:
    """From lunch to lunch: less than a day and a night, and still two days."""
    items = [(1, "14:00", 60), (1, "19:30", 90), (2, "10:00", 30), (2, "09:30", 20)]

    found = days(at(2, 12), *items, start=at(1, 13))

    assert found == [(1, at(1, 13), at(1, 21)), (2, at(2, 9, 30), at(2, 12))]


def test_day_between_that_the_programme_leaves_out_is_free() -> None:
    items = [(1, "09:00", 60), (3, "09:00", 60), (5, "09:00", 60)]

    assert [number for number, *_hours in days(at(5, 17), *items)] == [1, 3, 5]


def test_items_of_before_there_were_days_are_on_the_first() -> None:
    event = Event(start=START, end=at(2, 17), sessions={"a": ["09:00", 30], "b": ["15:00", 60]})

    assert [(day.start, day.end) for day in days_of(event)] == [
        (at(1, 9), at(1, 16)),
        (at(2, 9), at(2, 17)),
    ]


def test_item_after_the_last_day_makes_no_day() -> None:
    assert [number for number, *_hours in days(at(2, 17), (4, "09:00", 30))] == [1, 2]


def test_evening_may_end_after_midnight() -> None:
    items = [(1, "20:00", 300), (2, "09:00", 60)]

    assert days(at(2, 17), *items)[0] == (1, at(1, 9), at(2, 1))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (START, at(1, 17)),
        (at(1, 22), at(2, 2)),  # a night
        (at(1, 18), at(2, 0)),  # until midnight
        (at(1, 13), at(3, 12)),  # nobody knows when its days begin and end
        (START, START + timedelta(days=40)),
    ],
)
def test_event_without_days_has_none(start: datetime, end: datetime) -> None:
    assert days(end, start=start) == []


def test_days_that_run_into_each_other_are_none() -> None:
    assert days(at(2, 17), (1, "20:00", 900), (2, "09:00", 60)) == []


def test_hours_are_those_of_the_clock_when_it_changes() -> None:
    start = datetime(2026, 10, 24, 9, tzinfo=ZONE)

    found = days(datetime(2026, 10, 26, 17, tzinfo=ZONE), start=start)

    assert [opens.astimezone(ZONE).hour for _number, opens, _closes in found] == [9, 9, 9]
    assert [closes - opens for _number, opens, closes in found] == [timedelta(hours=8)] * 3
