"""What an update brings to the events that were there before it."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import ItemFacet
from events.models import Event, Registration
from search.models import Entry
from tests.factories.events import (
    event_factory,
    event_page,
    person_factory,
    registration_factory,
)

pytestmark = pytest.mark.django_db
FILL = import_module("events.migrations.0006_fill_organiser_codes")
AGAIN = import_module("events.migrations.0011_fill_codes_again")


def test_organisers_of_events_that_are_there_get_their_codes(tree: dict, client: Client) -> None:
    event_page(title="Kringloop", organiser_name="Lectoraat Nieuw Werk")
    event_page(title="Brood", organiser_name="Lectoraat Nieuw Werk")
    event_page(title="Niemand", organiser_name="")
    event_page(title="Lang", organiser_name="a" * 100)
    Event.objects.update(organiser_code="")
    known = event_page(title="Al goed", organiser_name="Een ander")
    Event.objects.filter(key=known.translation_key).update(organiser_code="eigen")

    for _each in range(2):  # again changes nothing
        FILL.fill_codes(apps, None)

    codes = sorted(Event.objects.values_list("organiser_code", flat=True))
    assert codes == ["", "a" * 60, "eigen", *["lectoraat-nieuw-werk"] * 2]
    feed = client.get("/nl/agenda/feed.ics?organiser=lectoraat-nieuw-werk")
    assert feed.content.count(b"BEGIN:VEVENT") == 2


def test_events_that_are_off_say_so_in_search(tree: dict, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    off, on = event_page(status="cancelled"), event_page()
    ItemFacet.objects.filter(facet="status").delete()
    run_due()
    assert Entry.objects.get(key=off.translation_key).facets["status"] == []

    for _each in range(2):
        FILL.fill_statuses(apps, None)
    assert Job.objects.filter(kind="index", state="queued").count() == 1
    run_due()

    assert Entry.objects.get(key=off.translation_key).facets["status"] == ["cancelled"]
    assert Entry.objects.get(key=on.translation_key).facets["status"] == []


def test_what_an_older_version_stored_gets_its_codes(tree: dict) -> None:
    row = registration_factory(event_factory())
    gone = registration_factory(event_factory(), person=person_factory(erased_at=timezone.now()))
    Registration.objects.update(code=None)
    Event.objects.filter(pk=row.event_id).update(room_secret="", invitation_code="")
    other = Event.objects.get(pk=gone.event_id)

    for operation in AGAIN.Migration.operations:
        operation.code(apps, None)

    row.refresh_from_db()
    gone.refresh_from_db()
    assert (bool(row.code), gone.code) == (True, None), "who was forgotten has none"
    assert row.event.room_secret
    assert row.event.invitation_code
    kept = Event.objects.get(pk=other.pk)
    assert (kept.room_secret, kept.invitation_code) == (other.room_secret, other.invitation_code)
