"""Jobs and time: what is not due, no longer of use, or waits for a service that is away."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from brink.jobs import runner
from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.registry import Away, Keep, handler
from brink.jobs.runner import run_due, run_next, seconds_to_next
from tests.jobs.test_runner import done

__all__ = ["done"]  # fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_own_kinds")]
DAY = dt.timedelta(days=1)


def test_job_of_later_waits_until_due(done):
    enqueue("count", "later", {"n": 1}, due=timezone.now() + dt.timedelta(hours=2))

    assert run_due() == 0
    assert 7100 < seconds_to_next(10_000) <= 7200
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2), tick=False):
        assert run_due() == 1


def test_backlog_of_a_day_drains_in_order_and_without_what_is_stale(done):
    """Reminders were due all day; those of events that began meanwhile are not sent."""
    start = timezone.now()
    for hour in (5, 3, 23, 8, 1, 14):
        due = start + dt.timedelta(hours=hour)
        begins = due + dt.timedelta(hours=12)
        enqueue("count", f"reminder:{hour}", {"n": hour}, due=due, expires=begins)
        enqueue("count", f"mail:{hour}", {"n": hour + 100}, due=due)

    with time_machine.travel(start + DAY, tick=False):
        assert run_due() == 12

    stale = [1, 3, 5, 8]
    assert done == [101, 103, 105, 108, 14, 114, 23, 123]
    dropped = [job for job in Job.objects.order_by("due") if job.is_dropped]
    assert [job.key for job in dropped] == [f"reminder:{hour}" for hour in stale]
    assert {job.state for job in dropped} == {"done"}
    until = start + dt.timedelta(hours=13)
    assert dropped[0].error_line == f"Too late: of use until {until:%Y-%m-%d %H:%M} UTC."


@pytest.mark.parametrize("minute", [-1, 0, 1])
def test_job_runs_until_the_moment_it_expires(done, minute):
    now = timezone.now()
    enqueue("count", "x", {"n": 1}, expires=now)
    with time_machine.travel(now + dt.timedelta(minutes=minute), tick=False):
        Job.objects.update(due=timezone.now())
        run_due()

    assert done == ([1] if minute < 0 else [])


def test_job_that_expires_between_two_tries_tells_what_went_wrong_before():
    @handler("broken", keep=Keep.KEY)
    def broken(payload: dict) -> None:
        raise OSError("no line")

    now = timezone.now()
    enqueue("broken", "x", {"to": "jikke@voorbeeld.example"}, expires=now + dt.timedelta(hours=1))
    run_due()
    with time_machine.travel(now + DAY, tick=False):
        run_due()

    job = Job.objects.get()
    assert (job.state, job.payload) == ("done", {})
    assert job.last_error.startswith("OSError\nToo late: ")


def test_stale_job_of_no_known_kind_is_dropped_like_others():
    enqueue("nobody", "x", {"to": "jikke"}, expires=timezone.now())
    run_due()

    job = Job.objects.get()
    assert (job.is_dropped, job.payload) == (True, {})


def test_service_that_is_away_costs_no_attempt_and_keeps_the_order(done):
    now = timezone.now()
    later = now + dt.timedelta(minutes=5)

    @handler("mailed")
    def mailed(payload: dict) -> None:
        if timezone.now() < later:
            raise Away("nobody there", later)
        done.append(payload["n"])

    with time_machine.travel(now, tick=False) as clock:
        for n in range(3):
            enqueue("mailed", f"n{n}", {"n": n})
        assert run_due() == 3
        assert set(Job.objects.values_list("state", "attempts", "due")) == {("retry", 0, later)}
        clock.move_to(later)
        run_due()

    assert done == [0, 1, 2]
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1)}


def test_run_due_begins_no_job_after_its_time(done, monkeypatch):
    seconds = 0

    @handler("slow")
    def slow(payload: dict) -> None:
        nonlocal seconds
        seconds += 20

    monkeypatch.setattr(runner, "time", SimpleNamespace(monotonic=lambda: seconds))
    for n in range(5):
        enqueue("slow", f"n{n}", {})

    assert run_due(seconds=30) == 2


def test_runner_that_slept_through_a_new_try_by_hand_changes_nothing():
    """Its attempt has the same number as the new one, for that counts from one again."""

    @handler("slow")
    def slow(payload: dict) -> None:
        due = timezone.now() + dt.timedelta(minutes=1)
        Job.objects.update(state="running", attempts=1, due=due, last_error="new")

    enqueue("slow", "x", {})
    run_next()

    job = Job.objects.get()
    assert (job.state, job.last_error) == ("running", "new")
