"""A place that is corrected reaches every calendar and filter."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import ItemFacet
from brink.themes.models import Region
from events.models import Event, EventPage, Place
from events.relocation import relocate, relocate_event
from tests.events.calendars import event_calendar
from tests.events.invitations import asked, sent
from tests.factories.events import event_factory, registration_factory
from tests.factories.pages import publish

pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def hall() -> Place:
    return Place.objects.create(name="De Hal", street="Poolsterlaan 14")


def relocations() -> int:
    return Job.objects.filter(kind="events.relocate").count()


@pytest.mark.django_db
def test_corrected_address_is_a_change_in_calendars(hall: Place) -> None:
    coming = event_factory(place=hall)
    past = event_factory(place=hall, start=timezone.now() - timedelta(days=3))
    elsewhere = event_factory()

    hall.street = "Poolsterlaan 16"
    hall.save()
    run_due()

    for event in (coming, past, elsewhere):
        event.refresh_from_db()
    assert [event.sequence for event in (coming, past, elsewhere)] == [1, 0, 0]
    content = event_calendar(Event.objects.with_place().get(pk=coming.pk), "nl")
    assert b"Poolsterlaan 16" in content


@pytest.mark.django_db
def test_relocation_that_runs_again_changes_nothing_more(hall: Place) -> None:
    event = event_factory(place=hall)
    hall.street = "Poolsterlaan 16"
    hall.save()
    job = Job.objects.get(kind="events.relocate")

    for _twice in range(2):
        relocate(job.payload)
    event.refresh_from_db()
    first = (event.sequence, event.stamped)
    hall.street = "Poolsterlaan 18"
    hall.save()
    run_due()

    event.refresh_from_db()
    assert first[0] == 1
    assert event.sequence == 2
    assert event.stamped > first[1]


@pytest.mark.django_db
def test_place_an_online_event_names_is_no_change_in_calendars(hall: Place) -> None:
    online = event_factory(place=hall, presence="online", online_url="https://meet.example/a")
    both = event_factory(place=hall, presence="hybrid", online_url="https://meet.example/b")
    hall.street = "Poolsterlaan 16"
    hall.save()
    run_due()
    for event in (online, both):
        event.refresh_from_db()
    assert [online.sequence, both.sequence] == [0, 1]


@pytest.mark.django_db
def test_other_municipality_moves_events_to_its_filter(hall: Place) -> None:
    event = event_factory(place=hall)
    town = Region.objects.create(
        code="assen", label_nl="Assen", label_en="Assen", level=Region.Level.MUNICIPALITY
    )

    hall.municipality = town
    hall.save()
    run_due()

    assert ItemFacet.objects.filter(key=event.key, facet="region", code="assen").exists()


@pytest.mark.django_db
def test_place_saved_without_change_disturbs_nobody(hall: Place) -> None:
    event_factory(place=hall)

    hall.save()

    assert relocations() == 0


@pytest.mark.django_db
def test_relocation_locks_in_the_order_of_a_publish(hall: Place) -> None:
    event = event_factory(place=hall)

    with CaptureQueriesContext(connection) as queries:
        relocate_event(event, timezone.now())

    asked = [query["sql"] for query in queries]
    tables = ("wagtailcore_page", "pages_card", "events_event")
    first = [next(n for n, sql in enumerate(asked) if f'FROM "{t}"' in sql) for t in tables]
    assert first == sorted(first)


def correct(hall: Place, street: str = "Poolsterlaan 16") -> None:
    hall.street = street
    hall.save()


@pytest.mark.django_db
def test_corrected_address_is_told_to_who_comes(hall: Place) -> None:
    registration_factory(event_factory(place=hall), sequence=1)
    registration_factory(event_factory(place=hall, presence="online"), sequence=1)

    correct(hall)

    [letter] = sent()
    assert "Waar: De Hal, Poolsterlaan 16, was: De Hal, Poolsterlaan 14" in letter.body
    assert (asked(letter).method, asked(letter).sequence) == ("REQUEST", 2)


@pytest.mark.django_db
def test_correction_before_a_move_is_told_tells_of_both(hall: Place) -> None:
    event = event_factory(place=hall)
    registration_factory(event, sequence=1)
    later = event.start + timedelta(days=40)
    page = EventPage.objects.get(translation_key=event.key)
    publish(page, start=later, end=later + timedelta(hours=3))

    correct(hall)
    relocate(Job.objects.get(kind="events.relocate").payload)

    [letter] = sent()
    assert "was: De Hal, Poolsterlaan 14" in letter.body
    (when,) = [line for line in letter.body.splitlines() if line.startswith("Wanneer: ")]
    assert f" {timezone.localtime(event.start).day} " in when.partition("was: ")[2]


@pytest.mark.django_db
def test_correction_that_is_turned_back_before_anybody_was_told_is_no_news(hall: Place) -> None:
    registration_factory(event_factory(place=hall), sequence=1)

    correct(hall)
    correct(hall, "Poolsterlaan 14")

    assert sent() == []
