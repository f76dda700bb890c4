"""An event of several days in calendars: the days are the appointments."""

from datetime import datetime, time, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from brink.jobs.runner import run_due
from brink.people.models import User
from events.models import Event, EventPage, Series
from events.models.queryset import ZONE
from tests.events.invitations import come as sign_up
from tests.events.invitations import invitation_in, sent
from tests.events.parsers import entries
from tests.factories.events import add_items, event_page
from tests.factories.pages import publish
from tests.factories.people import user_factory
from tests.factories.personal_feeds import come, feed_of

pytestmark = pytest.mark.usefixtures("tree")
FEEDS = {"nl": "/nl/agenda/feed.ics", "en": "/en/events/feed.ics"}
TITLES = {
    "nl": ["Zomerschool", "Zomerschool (dag 1 van 2)", "Zomerschool (dag 2 van 2)"],
    "en": ["Zomerschool", "Zomerschool (day 1 of 2)", "Zomerschool (day 2 of 2)"],
}


def morning(weeks: int = 2) -> datetime:
    day = timezone.localdate(timezone=ZONE) + timedelta(weeks=weeks)
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


def school(**fields: Any) -> EventPage:
    """Two days, of which the first ends at eight in the evening."""
    start = fields.pop("start", morning())
    end = start + timedelta(days=1, hours=8)
    page = event_page(**{"title": "Zomerschool", "start": start, "end": end, **fields})
    add_items(page, (1, time(18), 120), (2, time(9), 60))
    return publish(page)


def school_of_yesterday() -> EventPage:
    """Published long enough ago for a change to be later."""
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        return school()


def fact(page: EventPage) -> Event:
    return Event.objects.get(key=page.translation_key)


def read(client: Client, path: str = FEEDS["nl"]) -> list[icalendar.Event]:
    content = client.get(path).content
    assert len(entries(content)) == content.count(b"BEGIN:VEVENT"), "three parsers read the same"
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def relations(entry: icalendar.Event) -> dict[str, str]:
    found = entry.get("RELATED-TO", [])
    every = found if isinstance(found, list) else [found]
    return {str(uid): uid.params["RELTYPE"] for uid in every}


@pytest.mark.parametrize("lang", FEEDS)
def test_each_day_is_an_appointment_under_the_event(client: Client, lang: str) -> None:
    event = fact(school())

    whole, *days = read(client, FEEDS[lang])

    assert [str(entry["SUMMARY"]) for entry in (whole, *days)] == TITLES[lang]
    uids = [f"{event.uid}-day-{n}@testserver" for n in (1, 2)]
    assert [str(day["UID"]) for day in days] == uids
    assert [relations(day) for day in days] == [{event.calendar_uid: "PARENT"}] * 2
    assert relations(whole) == dict.fromkeys(uids, "CHILD")
    hours = [(day["DTSTART"].dt.hour, day["DTEND"].dt.hour) for day in days]
    assert hours == [(9, 20), (9, 17)]


def test_night_between_is_free_and_the_days_are_not(client: Client) -> None:
    school()

    whole, *days = read(client)

    assert whole["TRANSP"] == "TRANSPARENT"
    assert all("TRANSP" not in day for day in days)


def test_event_of_one_day_stays_one_opaque_entry(client: Client) -> None:
    event_page()

    [entry] = read(client)

    assert "TRANSP" not in entry
    assert relations(entry) == {}


def test_file_of_the_event_has_its_days(client: Client) -> None:
    school()

    assert len(read(client, "/nl/agenda/zomerschool/kalender.ics")) == 3


def test_event_that_moves_takes_its_days_along(client: Client) -> None:
    page = school_of_yesterday()
    before = read(client)

    week = timedelta(weeks=1)
    publish(page, start=page.start + week, end=page.end + week)
    after = read(client)

    for old, new in zip(before, after, strict=True):
        assert new["UID"] == old["UID"]
        assert new["DTSTART"].dt - old["DTSTART"].dt == week
        assert old["SEQUENCE"] < new["SEQUENCE"]
        assert new["DTSTAMP"].dt == new["LAST-MODIFIED"].dt >= old["DTSTAMP"].dt


def test_programme_alone_that_changes_is_a_later_revision_of_the_days(client: Client) -> None:
    page = school_of_yesterday()
    before = read(client)

    add_items(page, (1, time(21), 30))
    publish(page)
    after = read(client)

    assert after[1]["DTEND"].dt - before[1]["DTEND"].dt == timedelta(hours=1, minutes=30)
    assert after[2]["DTEND"].dt == before[2]["DTEND"].dt
    risen = [new["SEQUENCE"] > old["SEQUENCE"] for old, new in zip(before, after, strict=True)]
    assert risen == [False, True, True]


def test_day_that_is_dropped_leaves_and_nothing_names_it(client: Client) -> None:
    page = school()

    publish(page, end=page.start + timedelta(hours=8))

    [entry] = read(client)
    assert relations(entry) == {}


def test_cancelled_event_cancels_its_days(client: Client) -> None:
    publish(school(), status="cancelled", notice="De spreker is ziek.")

    found = read(client)

    assert [entry["STATUS"] for entry in found] == ["CANCELLED"] * 3
    assert [entry["TRANSP"] for entry in found] == ["TRANSPARENT"] * 3
    assert all(str(entry["SUMMARY"]).startswith("GEANNULEERD: ") for entry in found)


def test_days_of_a_meeting_in_a_series_keep_their_siblings_apart(client: Client) -> None:
    series = Series.objects.create(title_nl="Leergang", title_en="Course")
    pages = [school(start=morning(weeks), series=series) for weeks in (2, 3)]
    run_due()

    found = {str(entry["UID"]): relations(entry) for entry in read(client)}

    one, two = (fact(page).calendar_uid for page in pages)
    assert found[one][two] == "SIBLING"
    assert [relation for relation in found.values() if len(relation) == 1] == [
        *[{one: "PARENT"}] * 2,
        *[{two: "PARENT"}] * 2,
    ]


def test_days_in_a_series_that_repeats_are_under_the_one_appointment(client: Client) -> None:
    series = Series.objects.create(title_nl="Leergang", title_en="Course", repeats=True)
    for weeks in (2, 3):
        school(start=morning(weeks), series=series)
    run_due()

    found = read(client)

    days = [entry for entry in found if "-day-" in entry["UID"]]
    occurrences = [entry for entry in found if "RECURRENCE-ID" in entry]
    assert len(days) == 4
    assert all(relations(day) == {series.calendar_uid: "PARENT"} for day in days)
    assert all("RECURRENCE-ID" not in day for day in days)
    assert [entry["TRANSP"] for entry in occurrences] == ["TRANSPARENT"] * 2


# Of one person


@pytest.fixture
def user() -> User:
    return user_factory(email="silke@brink.example")


def test_each_day_rings_and_the_whole_does_not(client: Client, user: User) -> None:
    come(user, fact(school()))

    whole, *days = read(client, feed_of(user, alarm=60))

    assert [len(entry.walk("VALARM")) for entry in (whole, *days)] == [0, 1, 1]
    [alarm] = days[1].walk("VALARM")
    assert alarm["DESCRIPTION"] == "Zomerschool (dag 2 van 2)"


@pytest.mark.parametrize("state", ["confirmed", "waiting"])
def test_way_in_is_on_each_day_of_who_comes(client: Client, user: User, state: str) -> None:
    link = "https://live.example/kamer"
    come(user, fact(school(presence="online", online_url=link)), state)

    found = read(client, feed_of(user))

    assert len(found) == 3
    assert [entry.get("CONFERENCE") for entry in found] == [
        link if state == "confirmed" else None
    ] * 3
    assert len({str(entry["STATUS"]) for entry in found}) == 1


def test_invitation_stays_one_entry_that_takes_the_time(user: User) -> None:
    """A mail can ask for one identity only; what it asks for must not leave the days free."""
    sign_up(fact(school()))

    [invitation] = filter(None, map(invitation_in, sent()))
    [entry] = invitation.walk("VEVENT")
    assert "TRANSP" not in entry
    assert relations(entry) == {}
