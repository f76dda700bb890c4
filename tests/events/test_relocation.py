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
from events.calendar.file import event_calendar
from events.models import Event, Place
from events.relocation import relocate, relocate_event
from tests.factories.events import event_factory

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
