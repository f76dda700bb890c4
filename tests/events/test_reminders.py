"""Who is reminded of an event, and when nobody is any more."""

from collections.abc import Callable
from datetime import datetime, timedelta
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
from events.models import EventPage, EventReminder, Registration
from events.registration import cancel
from events.reminding import remind
from tests.events.moments import sent_at
from tests.factories.events import event_of, event_page, registration_factory
from tests.factories.pages import publish

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
    assert sent_at(start + HOUR) == {}


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


def test_who_signs_up_after_the_moment_is_not_reminded(page: EventPage) -> None:
    with time_machine.travel(page.start - 2 * HOUR):
        registration_factory(event_of(page), State.CONFIRMED, email="late@b.example")
    assert "late@b.example" not in sent_at(page.start - HOUR)


def test_who_cancels_before_the_mail_is_written_is_not_reminded(page: EventPage) -> None:
    Registration.objects.filter(email="comes@b.example").update(state=State.CANCELLED)
    assert set(sent_at(page.start - DAY)) == {"english@b.example"}
