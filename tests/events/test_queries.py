"""Which events a list shows: by day, month and filter, over both changes of the clocks."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from brink.themes.models import Theme
from events.models import Event
from events.models.queryset import month_bounds
from events.queries import event_row, event_rows
from tests.factories.events import event_factory, event_page

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=AMSTERDAM, fold=fold)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("start", "hours", "is_coming"),
    [
        (local(2026, 11, 24, 10), 3, False),  # yesterday
        (local(2026, 11, 24, 22), 16, True),  # since yesterday, still running
        (local(2026, 11, 25, 9), 2, False),  # this morning
        (local(2026, 11, 25, 9), 4, True),  # running
        (local(2026, 11, 25, 23), 4, True),  # tonight, until tomorrow
        (local(2026, 11, 26, 9), 2, True),  # tomorrow
    ],
)
def test_event_is_upcoming_until_it_ends(
    tree: dict, start: datetime, hours: int, is_coming: bool
) -> None:
    event = event_factory(start=start, end=start + timedelta(hours=hours))

    with time_machine.travel(local(2026, 11, 25, 12), tick=False):
        coming, past = Event.objects.upcoming(), Event.objects.past()

        assert list(coming) == ([event] if is_coming else [])
        assert list(past) == ([] if is_coming else [event])


@pytest.mark.parametrize("now", [
    local(2026, 3, 29, 0, 0), local(2026, 3, 29, 1, 59), local(2026, 3, 29, 3, 0),
    local(2026, 10, 25, 0, 0), local(2026, 10, 25, 2, 30), local(2026, 10, 25, 2, 30, fold=1),
])  # fmt: skip
def test_no_event_of_the_night_is_lost_or_doubled_when_clocks_change(
    tree: dict, now: datetime
) -> None:
    midnight = now.replace(hour=0, minute=0, fold=0)
    for hours in range(-3, 7):
        start = (midnight.astimezone(ZoneInfo("UTC")) + timedelta(hours=hours)).astimezone(
            AMSTERDAM
        )
        end = (start.astimezone(ZoneInfo("UTC")) + timedelta(hours=1)).astimezone(AMSTERDAM)
        event_page(start=start, end=end)

    coming = set(Event.objects.upcoming(now))
    past = set(Event.objects.past(now))

    assert not coming & past
    assert len(coming | past) == 10
    assert all(event.end.timestamp() > now.timestamp() for event in coming)


@pytest.mark.parametrize(
    ("start", "month"),
    [
        (local(2026, 2, 28, 23, 59), "2026-02"),
        (local(2026, 3, 1, 0, 0), "2026-03"),  # in UTC still February
        (local(2026, 3, 31, 23, 30), "2026-03"),
        (local(2026, 4, 1, 0, 0), "2026-04"),  # in UTC two hours into March
        (local(2026, 10, 31, 23, 30), "2026-10"),
        (local(2026, 12, 31, 23, 59), "2026-12"),
    ],
)
def test_event_is_in_the_month_of_the_local_clock(tree: dict, start: datetime, month: str) -> None:
    event = event_factory(start=start)
    year = [f"2026-{number:02}" for number in range(1, 13)]

    found = [name for name in year if Event.objects.in_months([name]).exists()]

    assert found == [month]
    assert list(Event.objects.in_months([])) == [event]


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-0", "2026-00", "26-11", "2026-1", "11-2026", "2026/11", "", "-",
             "٢٠٢٦-11", "9999-12", "0000-01", "2026-11-01", "20260-1", "+026-11"],
)  # fmt: skip
def test_nonsense_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        month_bounds(text)


def test_filters_are_or_within_and_and_between(tree: dict) -> None:
    export, care = (
        Theme.objects.create(code=code, label_nl=code, label_en=code) for code in ("export", "zorg")
    )
    one = event_factory(themes=[export])
    two = event_factory(themes=[care], presence="online")
    event_factory()

    either = Event.objects.having({"theme": ["export", "zorg"]})
    both = Event.objects.having({"theme": ["export", "zorg"], "presence": ["online"]})

    assert set(either) == {one, two}
    assert list(both) == [two]


@pytest.mark.parametrize("number", [1, 3])
def test_rows_take_three_queries_for_any_number(
    tree: dict, number: int, django_assert_num_queries
) -> None:
    for _each in range(number):
        event_page()

    with django_assert_num_queries(3):
        rows = event_rows(Event.objects.visible().upcoming().with_place(), "nl")

    assert len(rows) == number


def test_row_has_the_words_of_the_reader(tree: dict) -> None:
    event = event_factory(title="Kringloop", other_title="Circle")

    cards = [row.card for lang in ("nl", "en") for row in event_rows([event], lang)]

    assert [card.title for card in cards] == ["Kringloop", "Circle"]
    assert [card.body_lang for card in cards] == ["nl", "nl"]


def test_event_whose_page_is_gone_has_no_row(tree: dict) -> None:
    page = event_page()
    event = Event.objects.get(key=page.translation_key)
    page.unpublish()

    assert event_rows([event], "nl") == []
    assert event_row(event, "nl") is None
    assert list(Event.objects.visible()) == []
