"""Words that events share, of labels and places: a change is right at once in each entry."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brink.jobs.runner import run_due
from brink.pages.version import content_version
from brink.themes.models import EventType, Region, Theme
from events.calendar import renewal
from events.calendar.renewal import stale_events
from events.models import CalendarBlock, Event, Place
from tests.events.stored_entries import StopError, renewals, stop, stored, text
from tests.factories.events import event_factory, event_page, event_type

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def shared(tree: dict) -> dict[str, Any]:
    """What one event shares with others, and that event; another has none of it."""
    town = Region.objects.create(
        code="gm0085", level="municipality", label_nl="Appelscha", label_en="Appelscha"
    )
    theme = Theme.objects.create(code="export", label_nl="Export", label_en="Exports")
    kind, hall = event_type("bezoek"), Place.objects.create(name="De Hal", municipality=town)
    with time_machine.travel(MORNING):
        page = event_page(type=kind, themes=[theme], place=hall)
        other = event_page()
    return {
        "type": (kind, {"label_nl": "Nieuwenaam"}),
        "theme": (theme, {"label_nl": "Nieuwenaam"}),
        "municipality": (town, {"label_nl": "Nieuwenaam"}),
        "place": (hall, {"name": "Nieuwenaam"}),
        "spot": (hall, {"latitude": Decimal("53.1"), "longitude": Decimal("6.5")}),
        "event": page.translation_key,
        "other": other.translation_key,
    }


@pytest.mark.parametrize("what", ["type", "theme", "municipality", "place", "spot"])
def test_word_that_events_share_is_right_at_once_and_stored_by_a_job(
    shared: dict[str, Any], what: str
) -> None:
    def block(which: str) -> CalendarBlock:
        return CalendarBlock.objects.get(event__key=shared[which], lang="nl")

    before, version = block("other"), content_version()
    word = "GEO:53.1;6.5" if what == "spot" else "Nieuwenaam"

    changed, fields = shared[what]
    for name, value in fields.items():
        setattr(changed, name, value)
    changed.save()

    assert (word in text(), word in stored()) == (True, False)
    assert (seen := content_version()) > version
    run_due()
    assert (word in text(), word in stored()) == (True, True)
    assert content_version() > seen
    assert block("event").modified > MORNING + timedelta(minutes=1)
    assert (block("other").text, block("other").modified) == (before.text, before.modified)


def test_spot_on_the_map_that_is_mended_moves_nobody(tree: dict) -> None:
    hall = Place.objects.create(name="De Hal")
    event = event_factory(place=hall)

    hall.latitude, hall.longitude = Decimal("53.1"), Decimal("6.5")
    hall.save()
    run_due()

    assert Event.objects.get(pk=event.pk).sequence == 0
    assert "GEO:53.1;6.5" in stored()


def test_new_term_disturbs_no_entry(tree: dict) -> None:
    event_page()

    EventType.objects.create(code="bezoek", label_nl="Bezoek", label_en="Visit")
    Theme.objects.create(code="export", label_nl="Export", label_en="Exports")

    assert renewals() == 0
    assert not stale_events().exists()


def test_corrected_place_raises_the_sequence_in_the_stored_entry(tree: dict) -> None:
    hall = Place.objects.create(name="De Hal")
    event_page(place=hall)
    event_page(place=hall, status="cancelled")

    hall.street = "Poolsterlaan 16"
    hall.save()
    run_due()

    assert stored().count("Poolsterlaan 16") == 2
    assert stored().count("SEQUENCE:1\r\n") == 1  # nobody need go where it is off


def test_theme_that_goes_leaves_the_entries(shared: dict[str, Any]) -> None:
    theme = shared["theme"][0]
    assert "Export" in stored()

    theme.delete()

    assert "Export" not in text()
    run_due()
    assert "Export" not in stored()
    assert not stale_events().exists()


@pytest.mark.parametrize("action", ["save", "delete"])
def test_label_locks_blocks_before_the_content_version(shared: dict[str, Any], action: str) -> None:
    """As a publish does; the other way round the two would wait for each other."""
    with CaptureQueriesContext(connection) as seen:
        getattr(shared["theme"][0], action)()

    written = [q["sql"].split()[1] for q in seen if q["sql"].startswith("UPDATE")]
    tables = list(dict.fromkeys(name.strip('"') for name in written))
    assert [name for name in tables if name != "themes_theme"] == [
        "events_calendarblock",
        "pages_contentversion",
    ]


def test_label_is_marked_with_a_job_and_a_version_or_not_at_all(
    shared: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "bump_version", stop)

    with pytest.raises(StopError):
        shared["theme"][0].save()

    assert renewals() == 0
    assert not stale_events().exists()
