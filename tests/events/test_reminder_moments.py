"""At which moment a reminder is due, what it then says, and until when it is of use."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from brink.jobs.runner import run_due
from events.models import Event, EventPage, EventReminder, Registration
from events.models.reminder import moment_of
from events.reminders import too_late
from tests.events.moments import sent_at
from tests.events.test_reminders import page, planned
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page, registration_factory
from tests.factories.pages import publish
from tests.pages.test_operations import agenda

__all__ = ["page"]  # fixture

State = Registration.State
Reminder = EventReminder
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
pytestmark = pytest.mark.usefixtures("tree")


def test_reminder_is_of_use_longer_when_only_the_end_moves() -> None:
    reminders = [Reminder(amount=1, unit="hours", side="after-start")]
    page = event_page(start=timezone.now() + 5 * DAY, reminders=reminders)
    registration_factory(event_of(page), State.CONFIRMED)
    page = publish(page, end=page.end + 5 * HOUR)
    run_due()
    mail.outbox.clear()
    assert len(sent_at(page.end - HOUR)) == 1


@pytest.mark.parametrize(
    ("code", "start", "due"),
    [
        ("before-start:1440", "2026-10-25T14:00+01:00", "2026-10-24T14:00+02:00"),
        ("before-start:1500", "2026-10-25T14:00+01:00", "2026-10-24T13:00+02:00"),
        ("before-start:120", "2026-10-25T04:00+01:00", "2026-10-25T02:00+01:00"),
        ("before-start:1440", "2027-03-28T14:00+02:00", "2027-03-27T14:00+01:00"),
        ("after-start:1440", "2027-03-27T14:00+01:00", "2027-03-28T14:00+02:00"),
        ("after-start:10080", "2026-10-24T14:00+02:00", "2026-10-31T14:00+01:00"),
    ],
)
def test_whole_days_end_at_the_same_time_on_the_clock(code: str, start: str, due: str) -> None:
    event = Event(start=datetime.fromisoformat(start).astimezone(UTC))
    assert moment_of(code, event) == datetime.fromisoformat(due)


def test_moment_that_is_past_is_not_planned() -> None:
    event_page(start=timezone.now() + HOUR, reminders=[Reminder(amount=1, unit="days")])
    assert planned() == []


@pytest.mark.parametrize(
    ("side", "amount", "unit", "offset", "words"),
    [
        ("before-start", 90, "minutes", -90 * MINUTE, "bijna zover"),
        ("after-start", 1, "hours", HOUR, "begonnen"),
        ("before-end", 1, "hours", 2 * HOUR, "begonnen"),
        ("after-end", 1, "days", 3 * HOUR + DAY, "voorbij"),
    ],
)
def test_reminder_of_each_kind_says_what_fits_its_moment(
    side: str, amount: int, unit: str, offset: timedelta, words: str
) -> None:
    reminders = [Reminder(amount=amount, unit=unit, side=side)]
    page = event_page(start=timezone.now() + 5 * DAY, reminders=reminders)
    registration_factory(event_of(page), State.CONFIRMED)
    due = page.start + offset
    assert planned() == [due]
    sent_at(due - MINUTE)  # what they thought of it is asked before
    [letter] = sent_at(due).values()
    assert words in letter.body


def test_several_reminders_are_one_mail_each(page: EventPage) -> None:
    both = [Reminder(amount=1, unit="days"), Reminder(amount=2, unit="hours")]
    page = publish(page, reminders=both)
    assert len(sent_at(page.start - DAY)) == 2
    assert len(sent_at(page.start - 2 * HOUR)) == 2


@pytest.mark.parametrize(
    ("hours", "limit"), [(-25, 0), (-1, 0), (0, 3), (1, 3), (3, 3 + 72), (30, 30 + 72)]
)
def test_reminder_is_of_use_until_what_it_is_of_begins_or_ends(hours: int, limit: int) -> None:
    start = timezone.now()
    event = Event(start=start, end=start + 3 * HOUR)
    assert too_late(event, start + hours * HOUR) == start + limit * HOUR


@pytest.fixture
def editor() -> Editor:
    return Editor.log_in()


def test_new_page_starts_with_a_reminder_that_an_editor_may_take_out(editor: Editor) -> None:
    page = editor.create(agenda("nl"), "events.eventpage", title="Rondje", slug="rondje")
    draft = page.get_latest_revision_as_object()
    assert [reminder.code for reminder in draft.reminders.all()] == ["before-start:1440"]
    editor.edit(page, **{"reminders-0-DELETE": "on"})
    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert list(draft.reminders.all()) == []
