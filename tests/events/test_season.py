"""The half year in one look."""

from datetime import UTC, date, datetime, timedelta

from events.models import Event
from events.season import month_after, season

NOVEMBER = date(2026, 11, 25)


def event(month: int, *, year: int = 2026, **fields: object) -> Event:
    start = datetime(year, month, 10, 12, tzinfo=UTC)
    return Event(start=start, end=start + timedelta(hours=2), **fields)


def test_season_is_six_months_over_the_turn_of_the_year() -> None:
    months = season([], NOVEMBER)

    assert [month.code for month in months] == [
        "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04",
    ]  # fmt: skip


def test_each_event_is_a_tree_in_its_month() -> None:
    events = [
        event(11, capacity=10, taken=3),
        event(12, capacity=10, taken=10, waiting=2),
        event(12, status="cancelled", capacity=10, taken=10),
        event(12),
        event(1, year=2027, capacity=10, taken=9, waiting=1),
        event(12, year=2027),
    ]

    states = [month.states for month in season(events, NOVEMBER)]

    assert states == [("room",), ("full", "off", "room"), ("full",), (), (), ()]


def test_month_says_in_words_what_its_trees_show() -> None:
    events = [event(12, status="cancelled"), event(12, capacity=1, taken=1), event(12)]

    december = season(events, NOVEMBER)[1]

    assert december.said == "december 2026: 3 bijeenkomsten, 1 vol, 1 geannuleerd"
    assert (december.short, december.long) == ("dec", "december")


def test_month_after_counts_over_years() -> None:
    assert month_after(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert month_after(date(2026, 1, 31), 0) == date(2026, 1, 1)
    assert month_after(date(2026, 11, 25), 14) == date(2028, 1, 1)
