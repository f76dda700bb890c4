from datetime import date

import pytest

from brink.home.demo.dates import coming, day_of, moment, shift_months


@pytest.mark.parametrize("today", [date(2026, 11, 25), date(2027, 1, 31), date(2028, 2, 29)])
def test_day_falls_on_its_weekday_in_its_month(today: date) -> None:
    for month in range(1, 19):
        day = day_of(f"M{month:02}", 15, "thursday", today)
        assert day.strftime("%A") == "Thursday"
        assert abs((day - shift_months(today.replace(day=1), month - 10)).days - 14) <= 3


@pytest.mark.parametrize("today", [date(2026, 11, 25), date(2027, 1, 31)])
def test_first_month_is_past_and_last_is_to_come(today: date) -> None:
    assert day_of("M01", 5, "thursday", today) < today < day_of("M18", 1, "thursday", today)


@pytest.mark.parametrize(
    ("weekday", "clock", "day"),
    [
        ("wednesday", "09:30", date(2026, 11, 25)),
        ("wednesday", "08:00", date(2026, 12, 2)),
        ("tuesday", "09:30", date(2026, 12, 1)),
    ],
)
def test_coming_weekday_is_always_ahead(weekday: str, clock: str, day: date) -> None:
    assert coming(weekday, clock, moment(date(2026, 11, 25), "08:00")) == day
