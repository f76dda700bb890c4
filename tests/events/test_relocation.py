"""A place that is corrected reaches every calendar and filter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import ItemFacet
from brink.themes.models import Region
from events.calendar import event_calendar
from events.models import Event, Place
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
