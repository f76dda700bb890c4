"""How a runner takes jobs, and what becomes of those that fail."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.registry import Failure, Keep, PermanentFailure, handler
from brink.jobs.runner import MAX_ATTEMPTS, run_due, run_next, seconds_to_next

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_own_kinds")]


@pytest.fixture
def done() -> list[int]:
    """The numbers of the jobs that ran, in order."""
    numbers: list[int] = []

    @handler("count")
    def count(payload: dict) -> None:
        numbers.append(payload["n"])

    return numbers


def test_run_due_runs_each_row_once_in_order_of_due_time(done):
    now = timezone.now()
    enqueue("count", "b", {"n": 2}, due=now - dt.timedelta(hours=1))
    enqueue("count", "a", {"n": 1}, due=now - dt.timedelta(days=1))

    assert run_due() == 2
    assert run_due() == 0

    assert done == [1, 2]
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_enqueue_same_key_twice_is_one_effect(done):
    enqueue("count", "same", {"n": 1})
    run_due()
    enqueue("count", "same", {"n": 1})

    assert run_due() == 0
    assert done == [1]


def test_enqueue_in_rolled_back_transaction_leaves_nothing(done):
    with transaction.atomic():
        enqueue("count", "gone", {"n": 1})
        transaction.set_rollback(True)

    assert run_due() == 0
    assert not Job.objects.exists()


def test_run_due_with_limit_stops_there(done):
    for n in range(3):
        enqueue("count", f"n{n}", {"n": n})

    assert run_due(limit=2) == 2
    assert len(done) == 2


def test_error_is_kept_and_tried_again_with_growing_pauses():
    @handler("broken")
    def broken(payload: dict) -> None:
        raise OSError("no line")

    enqueue("broken", "x", {})
    start = timezone.now()
    pauses = []
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(4):
            run_due()
            job = Job.objects.get()
            pauses.append((job.due - timezone.now()).total_seconds())
            clock.move_to(job.due)

    assert job.state == Job.State.RETRY
    assert job.error_line == "OSError"
    assert 'in broken\n    raise OSError("no line")' in job.last_error
    for pause, base in zip(pauses, (30, 60, 120, 240), strict=True):
        assert base * 0.75 <= pause <= base * 1.25


def test_job_that_always_fails_is_parked_and_the_rest_goes_on(done):
    @handler("broken")
    def broken(payload: dict) -> None:
        raise OSError("no line")

    enqueue("broken", "x", {})
    Job.objects.update(attempts=MAX_ATTEMPTS - 1)
    enqueue("count", "fine", {"n": 1})

    assert run_due() == 2

    parked = Job.objects.get(key="x")
    assert (parked.state, parked.attempts) == ("parked", MAX_ATTEMPTS)
    assert parked.error_line == "OSError"
    assert done == [1]


def test_permanent_failure_is_not_tried_again():
    @handler("refused")
    def refused(payload: dict) -> None:
        raise PermanentFailure("550 no such mailbox")

    enqueue("refused", "x", {})
    run_due()

    job = Job.objects.get()
    assert (job.state, job.attempts) == ("failed", 1)
    assert "550 no such mailbox" in job.last_error
    assert run_due() == 0


@pytest.mark.parametrize("cause", [Failure, PermanentFailure, OSError])
def test_error_is_logged_and_kept_without_what_others_say(cause, caplog):
    @handler("broken")
    def broken(payload: dict) -> None:
        try:
            raise ValueError(payload["to"])
        except ValueError as error:
            if cause is OSError:
                raise OSError(payload["to"]) from error
            raise cause("SMTP 451") from error

    enqueue("broken", "x", {"to": "jikke@voorbeeld.example"})
    run_due()

    words = caplog.text + Job.objects.get().last_error
    assert "jikke@" not in words
    assert f"{cause.__name__}: SMTP 451" in words or cause is OSError


def test_unknown_kind_is_parked_in_the_end_and_says_so():
    enqueue("nobody", "x", {})
    Job.objects.update(attempts=MAX_ATTEMPTS - 1)
    run_due()

    job = Job.objects.get()
    assert (job.state, job.attempts) == ("parked", MAX_ATTEMPTS)
    assert job.last_error == "Failure: No handler for jobs of kind 'nobody'."


def test_kind_of_a_newer_version_waits_for_a_runner_that_knows_it():
    enqueue("newer", "x", {"n": 1})
    run_due()
    job = Job.objects.get()
    assert (job.state, job.attempts, job.finished) == ("retry", 1, None)

    seen = []
    handler("newer")(lambda payload: seen.append(payload["n"]))
    with time_machine.travel(job.due):
        run_due()

    job.refresh_from_db()
    assert (job.state, seen) == ("done", [1])


def test_row_of_dead_runner_is_leased_again_after_its_lease(done, settings):
    enqueue("count", "orphan", {"n": 1})
    Job.objects.update(
        state="running", attempts=1, leased_until=timezone.now() + dt.timedelta(seconds=60)
    )
    assert run_due() == 0
    assert 50 < seconds_to_next(100) <= 60

    with time_machine.travel(timezone.now() + dt.timedelta(seconds=61), tick=False):
        assert run_due() == 1

    job = Job.objects.get()
    assert (job.state, job.attempts, job.leased_until) == ("done", 2, None)


def test_job_that_kills_its_runner_each_time_is_parked(done):
    enqueue("count", "poison", {"n": 1})
    Job.objects.update(state="running", attempts=MAX_ATTEMPTS, leased_until=timezone.now())

    run_due()

    job = Job.objects.get()
    assert (job.state, job.last_error) == ("parked", "Its runner died each time.")
    assert done == []


def test_runner_that_overslept_does_not_overwrite_its_successor():
    @handler("slow")
    def slow(payload: dict) -> None:
        # Meanwhile the lease ended and another runner took the row.
        Job.objects.update(attempts=2, last_error="second attempt runs")

    enqueue("slow", "x", {})
    run_next()

    job = Job.objects.get()
    assert (job.state, job.attempts, job.last_error) == ("running", 2, "second attempt runs")


@pytest.mark.parametrize(
    ("keep", "left"),
    [(Keep.ALL, [{"n": 1}]), (Keep.KEY, [{}]), (Keep.NOTHING, [])],
)
def test_what_is_kept_of_a_done_job_is_the_choice_of_its_kind(keep, left):
    @handler("kept", keep=keep)
    def work(payload: dict) -> None:
        assert payload == {"n": 1}

    enqueue("kept", "x", {"n": 1})
    assert run_due() == 1
    assert list(Job.objects.values_list("payload", flat=True)) == left


def test_two_handlers_for_one_kind_are_refused(done):
    with pytest.raises(ValueError, match="Two handlers"):

        @handler("count")
        def other(payload: dict) -> None: ...


def test_job_written_by_a_job_runs_in_the_same_drain(done):
    @handler("parent")
    def parent(payload: dict) -> None:
        enqueue("count", "child", {"n": 7})

    enqueue("parent", "p", {})
    assert run_due() == 2
    assert done == [7]
