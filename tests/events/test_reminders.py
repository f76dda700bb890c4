"""Who is reminded of an event, at which moment, and when nobody is any more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail import outage
from brink.mail.outgoing import Mail, queue_mail
from brink.mail.topics import refuse
from events.models import Event, EventPage, EventReminder, Registration
from events.models.reminder import moment_of
from events.registration import cancel
from events.reminders import too_late
from events.reminding import remind
from tests.factories.editor import Editor
from tests.factories.events import event_page, registration_factory
from tests.factories.pages import publish
from tests.pages.test_operations import agenda

State = Registration.State
Reminder = EventReminder
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def page() -> EventPage:
    """In twenty days, with a reminder one day before; somebody comes, others do not."""
    start = timezone.now().replace(microsecond=0, second=0) + 20 * DAY
    reminders = [Reminder(amount=1, unit="days")]
    page = event_page(title="Excursie", start=start, capacity=2, reminders=reminders)
    event = event_of(page)
    registration_factory(event, State.CONFIRMED, email="comes@b.example")
    registration_factory(event, State.CONFIRMED, email="english@b.example", language="en")
    registration_factory(event, State.WAITING, email="waits@b.example")
    registration_factory(event, State.UNCONFIRMED, email="unproven@b.example")
    registration_factory(event, State.CANCELLED, email="not@b.example")
    return page


def event_of(page: EventPage) -> Event:
    return Event.objects.get(key=page.translation_key)


def sent_at(moment: datetime) -> dict[str, Any]:
    """What the runner sends when it runs at a moment."""
    with time_machine.travel(moment, tick=False):
        run_due()
    found = {message.to[0]: message for message in mail.outbox}
    assert len(found) == len(mail.outbox), "one mail each"
    mail.outbox.clear()
    return found


def planned() -> list[datetime]:
    rows = Job.objects.filter(kind="events.remind", state="queued")
    return list(rows.order_by("due").values_list("due", flat=True))


def test_who_comes_is_reminded_once_in_their_language(page: EventPage) -> None:
    due = page.start - DAY
    assert sent_at(due - MINUTE) == {}
    mails = sent_at(due)
    assert set(mails) == {"comes@b.example", "english@b.example"}
    assert mails["comes@b.example"].subject.startswith("Vergeet niet: Excursie")
    assert mails["english@b.example"].subject.startswith("Do not forget: Excursie")
    assert sent_at(due + HOUR) == {}


def test_reminder_may_be_refused_by_its_header(page: EventPage) -> None:
    refuse("comes@b.example", "reminders")
    [letter] = sent_at(page.start - DAY).values()
    assert letter.to == ["english@b.example"]
    assert letter.extra_headers["List-Unsubscribe"].startswith("<http")
    assert not [p for p in letter.message().walk() if p.get_content_type() == "text/calendar"]


def test_job_that_runs_again_reminds_nobody_twice(page: EventPage) -> None:
    payload = Job.objects.get(kind="events.remind").payload
    with time_machine.travel(page.start - DAY + MINUTE):
        for _twice in range(2):
            remind(payload)
    assert Job.objects.filter(kind="mail", key__startswith="mail:reminder:").count() == 2


def move(page: EventPage) -> EventPage:
    later = page.start + 3 * DAY
    return publish(page, start=later, end=later + 3 * HOUR)


def call_off(page: EventPage) -> EventPage:
    return publish(page, status="cancelled", notice="Nee.")


def hide(page: EventPage) -> EventPage:
    page.unpublish()
    return page


def drop(page: EventPage) -> EventPage:
    return publish(page, reminders=[Reminder(amount=2, unit="days")])


@pytest.mark.parametrize("act", [move, call_off, hide, drop])
def test_reminder_that_is_no_longer_right_is_not_sent(
    page: EventPage, act: Callable[[EventPage], EventPage]
) -> None:
    due = page.start - DAY
    act(page)
    run_due()
    mail.outbox.clear()
    with time_machine.travel(due):
        job = Job.objects.get(kind="events.remind", due=due)
        remind(job.payload)
    assert not Job.objects.filter(key__startswith="mail:reminder:").exists()


def test_event_that_moves_reminds_at_its_new_time(page: EventPage) -> None:
    old, moved = page.start, move(page)
    run_due()
    mail.outbox.clear()
    assert planned() == [old - DAY, moved.start - DAY]
    assert sent_at(old - DAY) == {}
    assert len(sent_at(moved.start - DAY)) == 2


def test_event_that_moves_back_reminds_once_at_its_first_time(page: EventPage) -> None:
    start, end = page.start, page.end
    publish(move(page), start=start, end=end)
    run_due()
    mail.outbox.clear()
    assert len(sent_at(start - DAY)) == 2
    assert sent_at(start + 2 * DAY) == {}


def test_event_that_is_on_after_all_reminds_again(page: EventPage) -> None:
    publish(call_off(page), status="scheduled")
    run_due()
    mail.outbox.clear()
    assert len(sent_at(page.start - DAY)) == 2


def test_publish_of_other_words_plans_nothing_new(page: EventPage) -> None:
    publish(page, title="Excursie naar Emmen")
    assert planned() == [page.start - DAY]


def test_worker_that_was_off_for_a_day_sends_no_stale_reminder(page: EventPage) -> None:
    assert len(sent_at(page.start - MINUTE)) == 2, "late, but of use"


def test_worker_that_comes_back_after_the_start_sends_none(page: EventPage) -> None:
    assert sent_at(page.start) == {}
    job = Job.objects.get(kind="events.remind")
    assert job.is_dropped
    with time_machine.travel(page.start):
        remind(job.payload or {"event": event_of(page).pk, "code": "", "due": str(page.start)})
    assert not Job.objects.filter(key__startswith="mail:reminder:").exists()


def test_mail_that_waits_for_its_server_is_not_sent_after_the_start(
    page: EventPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = page.start + HOUR
    with monkeypatch.context() as patch:
        patch.setattr(outage, "next_try", lambda: until)
        assert sent_at(page.start - HOUR) == {}
    assert Job.objects.filter(key__startswith="mail:reminder:").count() == 2
    assert sent_at(until) == {}


def leave(page: EventPage) -> None:
    cancel(Registration.objects.get(email="comes@b.example"))


@pytest.mark.parametrize(("act", "number"), [(move, 0), (call_off, 0), (hide, 0), (leave, 1)])
def test_mail_that_waits_for_its_server_is_not_sent_once_it_is_wrong(
    page: EventPage, monkeypatch: pytest.MonkeyPatch, act: Callable[[EventPage], Any], number: int
) -> None:
    due = page.start - DAY
    with monkeypatch.context() as patch:
        patch.setattr(outage, "next_try", lambda: due + HOUR)
        assert sent_at(due) == {}
    with time_machine.travel(due + MINUTE, tick=False):
        act(page)
        Job.objects.filter(kind__in=("events.tell", "events.announce")).delete()
    assert len(sent_at(due + HOUR)) == number


def test_reminder_that_cannot_be_written_keeps_nobody_from_theirs(
    page: EventPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_for(monkeypatch, "comes@b.example")
    assert set(sent_at(page.start - DAY)) == {"english@b.example"}
    assert Job.objects.get(kind="events.remind").state == Job.State.RETRY


def fail_for(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def queue(letter: Mail) -> None:
        if letter.to == address:
            raise ValueError
        queue_mail(letter)

    monkeypatch.setattr("events.letters.queue_mail", queue)


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


def test_who_signs_up_after_the_moment_is_not_reminded(page: EventPage) -> None:
    with time_machine.travel(page.start - 2 * HOUR):
        registration_factory(event_of(page), State.CONFIRMED, email="late@b.example")
    assert "late@b.example" not in sent_at(page.start - HOUR)


def test_who_cancels_before_the_mail_is_written_is_not_reminded(page: EventPage) -> None:
    Registration.objects.filter(email="comes@b.example").update(state=State.CANCELLED)
    assert set(sent_at(page.start - DAY)) == {"english@b.example"}


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
