"""What changes many events at once: readers see it at once, and a job stores it."""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from brink.jobs.runner import run_due
from brink.pages.models import Card
from brink.pages.version import content_version
from events.calendar import renewal
from events.calendar.renewal import render_stale, stale_events
from events.models import CalendarBlock, EventIndexPage
from tests.events.stored_entries import StopError, renewals, stop, stored, text
from tests.factories.events import event_factory, event_page
from tests.factories.pages import publish

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize(("number", "waits"), [(2, 0), (3, 1)])
def test_renamed_index_page_renders_a_few_at_once_and_leaves_many_to_a_job(
    tree: dict, monkeypatch: pytest.MonkeyPatch, number: int, waits: int
) -> None:
    for each in range(number):
        event_page(title=f"Excursie {each}")
    monkeypatch.setattr(renewal, "FEW", 3)  # the index page itself is one of them
    monkeypatch.setattr(renewal, "SLICE", 2)

    publish(EventIndexPage.objects.get(locale__language_code="nl"), slug="bijeenkomsten")

    assert text().count("URL:http://testserver/nl/bijeenkomsten/") == number
    assert bool(renewals()) == bool(waits)
    assert stale_events().count() == number * waits
    run_due()
    assert stored().count("URL:http://testserver/nl/bijeenkomsten/") == number
    assert not stale_events().exists()


def test_many_are_rendered_in_jobs_of_some(tree: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    for _each in range(5):
        event_page()
    monkeypatch.setattr(renewal, "MANY", 2)
    renewal.mark_stale()

    assert renewals() == 1
    run_due()

    assert not stale_events().exists()
    assert renewals() == 0  # what is done leaves no row


def test_renewal_that_changes_no_word_keeps_the_bytes(tree: dict) -> None:
    with time_machine.travel(MORNING):
        event_page()
    before = stored()
    renewal.mark_stale()

    assert text() == before
    render_stale()

    assert stored() == before
    assert CalendarBlock.objects.first().modified < datetime.now(UTC)


def test_event_without_entries_has_the_same_bytes_before_and_after_the_job(tree: dict) -> None:
    event_page()
    CalendarBlock.objects.all().delete()
    before = {lang: text(lang) for lang in ("nl", "en")}

    render_stale()

    assert {lang: stored(lang) for lang in ("nl", "en")} == before


def test_hidden_events_are_not_rendered(tree: dict) -> None:
    event_page().unpublish()
    CalendarBlock.objects.all().delete()

    render_stale()

    assert not CalendarBlock.objects.exists()


@pytest.mark.slow
def test_other_address_of_the_site_is_rendered_by_the_next_update(
    tree: dict, settings: Any
) -> None:
    event_page()
    settings.BASE_URL = "https://brink.example"
    out = StringIO()

    call_command("set_up", stdout=out)
    run_due()

    assert "A job renders the calendar entries of 1 events anew." in out.getvalue()
    assert "https://brink.example/nl/agenda/" in stored()
    assert "testserver" not in stored()


def test_command_renders_what_is_old_and_says_so(tree: dict) -> None:
    event_page()
    event_page()
    CalendarBlock.objects.all().delete()
    first, second = StringIO(), StringIO()

    call_command("render_calendars", stdout=first)
    call_command("render_calendars", stdout=second)

    assert "2 events rendered" in first.getvalue()
    assert "All calendar entries are as they should be." in second.getvalue()
    assert not stale_events().exists()


def test_command_renders_all_anew_when_asked(tree: dict) -> None:
    event_page()
    CalendarBlock.objects.update(text="wrong", fingerprint="")

    call_command("render_calendars", all=True, stdout=StringIO())

    assert "SUMMARY" in stored()


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "jobs"), [(9, 1), (None, 0)])
def test_set_up_has_old_entries_renewed_and_no_others(
    tree: dict, edition: int | None, jobs: int
) -> None:
    event_page()
    if edition:
        CalendarBlock.objects.update(edition=edition)

    call_command("set_up", stdout=StringIO())
    assert renewals() == jobs
    run_due()

    assert not stale_events().exists()


def test_each_batch_has_a_version_of_its_own(tree: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader between two batches must not be told for ever that nothing changed."""
    event_page()
    event_page()
    CalendarBlock.objects.all().delete()
    monkeypatch.setattr(renewal, "FEW", 1)
    before = content_version()

    with pytest.raises(StopError):
        render_stale(tell=stop)

    assert (stale_events().count(), content_version()) == (1, before + 1)


def test_batch_that_cannot_raise_the_version_is_not_written(
    tree: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    event_page()
    CalendarBlock.objects.all().delete()
    monkeypatch.setattr(renewal, "bump_version", stop)

    with pytest.raises(StopError):
        render_stale()

    assert not CalendarBlock.objects.exists()


def test_renewal_that_writes_nothing_keeps_the_version(tree: dict) -> None:
    event_page()
    before = content_version()

    render_stale()

    assert content_version() == before


def test_event_without_a_card_in_a_language_is_not_stale(tree: dict) -> None:
    event = event_factory()
    Card.objects.filter(key=event.key, lang="en").delete()
    CalendarBlock.objects.all().delete()
    assert stale_events().count() == 1

    render_stale()

    assert list(CalendarBlock.objects.values_list("lang", flat=True)) == ["nl"]
    assert not stale_events().exists()
