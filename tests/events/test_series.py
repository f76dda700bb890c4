"""Meetings that belong together: on the page, and in everybody's calendar."""

from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
import vobject
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brink.jobs.runner import run_due
from brink.pages.version import bump_version
from events.models import Event, EventPage, Series
from events.models.event import Status
from events.models.queryset import ZONE
from tests.factories.editor import Editor
from tests.factories.events import event_factory, event_page
from tests.factories.pages import publish

pytestmark = pytest.mark.usefixtures("tree")
FEED = "/nl/agenda/feed.ics"


def make_series(*, repeats: bool = False) -> Series:
    return Series.objects.create(title_nl="Spreekuur", title_en="Open hour", repeats=repeats)


def week(number: int) -> datetime:
    """Ten o'clock, so many weeks from next week on."""
    day = timezone.localdate(timezone=ZONE) + timedelta(weeks=number)
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)


def meetings(series: Series, number: int = 3) -> list[EventPage]:
    pages = [
        event_page(title=f"Spreekuur {n}", start=week(n), series=series)
        for n in range(1, number + 1)
    ]
    run_due()
    return pages


def fact(page: EventPage) -> Event:
    return Event.objects.get(key=page.translation_key)


def entries(client: Client, address: str = FEED) -> list[icalendar.Event]:
    body = client.get(address).content
    assert len(list(vobject.readComponents(body.decode()))) == 1
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


def related(entry: icalendar.Event) -> set[str]:
    found = entry.get("RELATED-TO", [])
    return {str(uid) for uid in (found if isinstance(found, list) else [found])}


def test_meetings_of_a_series_name_each_other(client: Client) -> None:
    meetings(make_series())
    alone = event_factory()

    found = {str(entry["UID"]): entry for entry in entries(client)}

    uids = set(found) - {alone.calendar_uid}
    assert len(uids) == 3
    assert all(related(found[uid]) == uids - {uid} for uid in uids)
    assert related(found[alone.calendar_uid]) == set()
    assert {found[uid]["RELATED-TO"][0].params["RELTYPE"] for uid in uids} == {"SIBLING"}


def test_meeting_that_leaves_a_series_is_named_no_more(client: Client) -> None:
    first, second, third = meetings(make_series())
    gone = fact(third).calendar_uid

    third.series = None
    publish(third)
    run_due()

    found = {str(entry["UID"]): related(entry) for entry in entries(client)}
    assert found[gone] == set()
    assert found[fact(first).calendar_uid] == {fact(second).calendar_uid}


def test_unpublished_meeting_is_named_no_more(client: Client) -> None:
    _first, _second, third = meetings(make_series())
    gone = fact(third).calendar_uid

    third.unpublish()
    run_due()

    assert all(gone not in related(entry) for entry in entries(client))


def test_series_that_repeats_is_one_appointment_with_real_occurrences(client: Client) -> None:
    series = make_series(repeats=True)
    meetings(series)

    found = entries(client)

    assert {str(entry["UID"]) for entry in found} == {f"{series.uid}@testserver"}
    pattern, *rest = found
    assert "RECURRENCE-ID" not in pattern
    assert pattern["DTSTART"].dt == week(1)
    assert [moment.dt for moment in pattern["RDATE"].dts] == [week(2), week(3)]
    assert [entry["RECURRENCE-ID"].dt for entry in rest] == [week(1), week(2), week(3)]
    assert [str(entry["SUMMARY"]) for entry in rest] == [f"Spreekuur {n}" for n in (1, 2, 3)]


def test_moved_occurrence_keeps_its_place_in_the_series(client: Client) -> None:
    pages = meetings(make_series(repeats=True))
    first = pages[0]
    first.start, first.end = week(1) + timedelta(hours=4), week(1) + timedelta(hours=6)
    publish(first)
    run_due()

    pattern, *rest = entries(client)

    moved = next(entry for entry in rest if entry["RECURRENCE-ID"].dt == week(1))
    assert moved["DTSTART"].dt == week(1) + timedelta(hours=4)
    assert pattern["DTSTART"].dt == week(1)
    assert pattern["SEQUENCE"] > 0


def test_cancelled_first_occurrence_leaves_the_series_standing(client: Client) -> None:
    pages = meetings(make_series(repeats=True))
    pages[0].status, pages[0].notice = Status.CANCELLED, "Ziek."
    publish(pages[0])
    run_due()

    pattern, *rest = entries(client)

    states = {entry["RECURRENCE-ID"].dt: str(entry["STATUS"]) for entry in rest}
    assert states == {week(1): "CANCELLED", week(2): "CONFIRMED", week(3): "CONFIRMED"}
    assert pattern["STATUS"] == "CONFIRMED"
    assert str(pattern["SUMMARY"]) == "Spreekuur 2"


def test_choice_brings_the_occurrences_that_fit_and_their_pattern(client: Client) -> None:
    meetings(make_series(repeats=True), 3)
    months = {f"{week(n):%Y-%m}" for n in (1, 2, 3)}

    found = {month: entries(client, f"{FEED}?month={month}") for month in months}

    assert sum(len(group) - 1 for group in found.values()) == 3
    for month, (pattern, *rest) in found.items():
        dates = [entry["RECURRENCE-ID"].dt for entry in rest]
        assert {f"{moment:%Y-%m}" for moment in dates} == {month}
        rdate = [moment.dt for moment in pattern["RDATE"].dts] if "RDATE" in pattern else []
        assert [pattern["DTSTART"].dt, *rdate] == dates


def test_cancelled_occurrence_leaves_after_thirty_days_with_its_date(client: Client) -> None:
    pages = meetings(make_series(repeats=True))
    pages[0].status, pages[0].notice = Status.CANCELLED, "Ziek."
    publish(pages[0])
    run_due()
    long_ago = timezone.now() - timedelta(days=32)
    Event.objects.filter(key=pages[0].translation_key).update(stamped=long_ago)
    bump_version()

    pattern, *rest = entries(client)

    assert [entry["RECURRENCE-ID"].dt for entry in rest] == [week(2), week(3)]
    assert pattern["DTSTART"].dt == week(2)


def test_number_of_the_pattern_never_goes_back(client: Client) -> None:
    pages = meetings(make_series(repeats=True))
    before = entries(client)[0]

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        pages[2].unpublish()
        pattern, *rest = entries(client)

    assert len(rest) == 2
    assert pattern["SEQUENCE"] > before["SEQUENCE"]
    assert pattern["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_new_occurrence_has_its_date_in_the_pattern_at_once(client: Client) -> None:
    series = make_series(repeats=True)
    meetings(series, 2)

    event_page(title="Spreekuur 3", start=week(3), series=series)

    pattern, *rest = entries(client)
    assert [moment.dt for moment in pattern["RDATE"].dts] == [week(2), week(3)]
    assert len(rest) == 3


def test_two_occurrences_at_one_time_are_no_twins(client: Client) -> None:
    series = make_series(repeats=True)
    for title in ("Spreekuur", "Kopie"):
        event_page(title=title, start=week(1), series=series)

    identities = [(str(e["UID"]), str(e.get("RECURRENCE-ID"))) for e in entries(client)]

    assert len(identities) == len(set(identities)) == 3


def test_event_that_changes_series_has_another_place_in_it() -> None:
    page = meetings(make_series(repeats=True), 1)[0]
    page.unpublish()
    page.start, page.end = week(5), week(5) + timedelta(hours=2)
    page.series = Series.objects.create(title_nl="Anders", title_en="Other", repeats=True)

    publish(page)

    assert fact(page).occurrence == week(5)


def test_file_of_an_occurrence_stands_alone(client: Client) -> None:
    pages = meetings(make_series(repeats=True))
    own = fact(pages[1])

    (entry,) = entries(client, reverse("events:calendar-file", args=[pages[1].slug]))

    assert str(entry["UID"]) == own.calendar_uid
    assert "RECURRENCE-ID" not in entry


def test_second_read_of_a_series_is_the_same_bytes(client: Client) -> None:
    meetings(make_series(repeats=True))

    assert client.get(FEED).content == client.get(FEED).content


def test_series_that_people_have_cannot_start_to_repeat() -> None:
    series = make_series()
    meetings(series, 1)
    series.repeats = True

    with pytest.raises(ValidationError) as refused:
        series.clean()

    assert "repeats" in refused.value.message_dict


def test_series_without_meetings_may_start_to_repeat() -> None:
    series = make_series()
    series.repeats = True

    series.clean()


def test_published_event_cannot_join_a_series_that_repeats() -> None:
    page, series = event_page(), make_series(repeats=True)

    answer = Editor.log_in().edit(page, publish=True, series=str(series.pk))

    page.refresh_from_db()
    assert answer.status_code == 200
    assert "series" in answer.context["form"].errors
    assert page.series is None


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "bijeenkomst 2 van 3"), ("en", "meeting 2 of 3")]
)
def test_page_shows_the_meetings_of_its_series(
    client: Client, lang: str, words: str, django_assert_num_queries: Any
) -> None:
    pages = meetings(make_series())
    address = pages[1].cards.get(lang=lang).path
    client.get(address)

    with django_assert_num_queries(10):
        found = BeautifulSoup(client.get(address).content, "html.parser")

    section = found.find("ol", class_="series")
    assert [link["href"] for link in section.find_all("a")] == [
        page.cards.get(lang=lang).path for page in (pages[0], pages[2])
    ]
    assert section.find(attrs={"aria-current": "true"}).get_text() == "Spreekuur 2"
    assert words in section.parent.get_text()
