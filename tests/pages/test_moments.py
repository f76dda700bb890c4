from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from brink.pages import moments

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
START = datetime(2026, 12, 17, 12, 0, tzinfo=UTC)
END = datetime(2026, 12, 17, 15, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> None:
    with time_machine.travel(datetime(2026, 11, 25, tzinfo=UTC), tick=False):
        yield


def test_day_is_written_in_the_language_of_the_reader() -> None:
    assert moments.day(START) == "donderdag 17 december"
    assert moments.day(START, lang="en") == "Thursday 17 December"


def test_year_is_said_when_it_is_another_year_or_asked_for() -> None:
    assert moments.day(date(2027, 1, 13)) == "woensdag 13 januari 2027"
    assert moments.day(START, year=True) == "donderdag 17 december 2026"
    assert moments.day(date(2027, 1, 13), year=False, lang="en") == "Wednesday 13 January"


def test_year_is_that_of_the_clocks_here() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert moments.day(new_year) == "vrijdag 1 januari 2027"


def test_hours_carry_the_unit_in_dutch_only() -> None:
    assert moments.hours(START, END) == "13.00–16.30 uur"
    assert moments.hours(START, END, lang="en") == "13:00–16:30"
    assert moments.clock(START) == "13.00 uur"
    assert moments.clock(START, lang="en") == "13:00"


def test_moment_of_a_list_has_its_year_and_hour() -> None:
    assert moments.day_and_clock(START) == "17 december 2026, 13.00 uur"
    assert moments.day_and_clock(START, lang="en") == "17 December 2026, 13:00"


def test_span_names_the_second_day_only_when_there_is_one() -> None:
    assert moments.span(START, END) == "donderdag 17 december, 13.00–16.30 uur"
    later = datetime(2026, 12, 17, 23, 30, tzinfo=UTC)
    assert moments.span(START, later, lang="en") == (
        "Thursday 17 December, 13:00 – Friday 18 December, 00:30"
    )


def test_days_are_the_first_and_the_last() -> None:
    assert moments.days(START, END) == "donderdag 17 december"
    later = datetime(2026, 12, 18, 15, 30, tzinfo=UTC)
    assert moments.days(START, later) == "donderdag 17 december – vrijdag 18 december"
    assert moments.days(START, later, lang="en") == "Thursday 17 December – Friday 18 December"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "2027-03-28T01:30+01:00"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "2027-03-28T03:30+02:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T02:30+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T02:30+01:00"),
        (date(2026, 12, 17), "2026-12-17"),
    ],
)
def test_machine_says_which_side_of_a_clock_change(moment: date, text: str) -> None:
    assert moments.machine(moment) == text


def test_short_day_month_and_weekday() -> None:
    assert moments.short_day(START) == "17 december 2026"
    assert moments.month(START, lang="en") == "December 2026"
    assert moments.weekday(START) == "donderdag"


def test_zone_of_an_editor_changes_no_clock() -> None:
    with timezone.override("Asia/Tokyo"):
        assert moments.span(START, END) == "donderdag 17 december, 13.00–16.30 uur"
        assert moments.machine(START) == "2026-12-17T13:00+01:00"
    with (
        timezone.override("Asia/Tokyo"),
        time_machine.travel(datetime(2026, 12, 31, 20, tzinfo=UTC)),
    ):
        assert moments.day(START) == "donderdag 17 december", "still this year on our clocks"
