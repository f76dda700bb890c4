"""Taking a job, holding it, and losing it: with real commits, as other runners see it."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, InterfaceError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brink.jobs import lease
from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.registry import handler
from brink.jobs.runner import run_next
from tests.jobs.runners import wait_until

pytestmark = pytest.mark.usefixtures("_committed", "_own_kinds")


@pytest.fixture
def working(settings) -> Iterator[threading.Event]:
    """A job with a lease of a second whose handler works, in a thread, until it is told to end."""
    settings.JOBS_LEASE = 1
    began, may_end = threading.Event(), threading.Event()

    @handler("long")
    def long(payload: dict) -> None:
        began.set()
        assert may_end.wait(60)

    enqueue("long", "x", {})
    thread = threading.Thread(target=run_and_close)
    thread.start()
    assert began.wait(60)
    yield may_end
    may_end.set()
    thread.join()


def run_and_close() -> None:
    run_next()
    connection.close()


@pytest.mark.slow
def test_lease_is_extended_while_the_handler_works(working: threading.Event) -> None:
    first = Job.objects.get().leased_until
    wait_until(lambda: Job.objects.get().leased_until > first + timedelta(seconds=1))

    job = Job.objects.get()
    assert lease.claim() is None
    assert (job.state, job.attempts) == ("running", 1)


@pytest.mark.slow
def test_handler_that_hangs_loses_its_job_in_the_end(monkeypatch, settings) -> None:
    """Its runner may wait for ever; whoever takes the job over is not disturbed by it."""
    monkeypatch.setattr(lease, "LONGEST", 0.5)
    settings.JOBS_LEASE = 1
    is_over = threading.Event()
    enqueue("x", "x", {})
    job = lease.claim()
    with_thread = threading.Thread(target=lease.extend, args=(job, is_over))
    with_thread.start()
    time.sleep(2.5)
    other = lease.claim()
    with_thread.join(60)

    assert not with_thread.is_alive()
    assert (other.pk, other.attempts) == (job.pk, 2)
    assert lease.mine(other).exists()
    assert not lease.mine(job).exists()


def test_extending_ends_when_another_runner_has_the_job(settings) -> None:
    settings.JOBS_LEASE = 1
    enqueue("x", "x", {})
    job = lease.claim()
    Job.objects.update(attempts=2, leased_until=timezone.now() + timedelta(hours=1))
    theirs = Job.objects.get().leased_until

    lease.extend(job, threading.Event())

    assert Job.objects.get().leased_until == theirs


@pytest.mark.slow
@pytest.mark.parametrize("cause", [DatabaseError, InterfaceError])
def test_database_that_is_away_does_not_end_the_extending(
    monkeypatch, settings, caplog, cause: type[Exception]
) -> None:
    settings.JOBS_LEASE = 1
    enqueue("x", "x", {})
    job, calls = lease.claim(), []
    real = lease.mine

    def broken_once(job: Job) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise cause("gone, with a secret host name")
        return real(job)

    monkeypatch.setattr(lease, "mine", broken_once)
    is_over = threading.Event()
    thread = threading.Thread(target=lease.extend, args=(job, is_over))
    thread.start()
    wait_until(lambda: len(calls) > 1)
    is_over.set()
    thread.join(60)

    assert f"The lease of x was not extended: {cause.__name__}" in caplog.text
    assert "secret" not in caplog.text


def test_job_of_a_dead_runner_comes_before_what_waits() -> None:
    now = timezone.now()
    enqueue("x", "waits", {}, due=now - timedelta(days=1))
    enqueue("x", "begun", {})
    ended = now - timedelta(seconds=1)
    Job.objects.filter(key="begun").update(state="running", attempts=1, leased_until=ended)

    assert [lease.claim().key for _ in range(2)] == ["begun", "waits"]
    assert lease.claim() is None


@pytest.mark.postgresql
def test_claiming_costs_the_same_however_long_the_queue_is() -> None:
    """The few that run are read by an index, and of those that wait only the first."""
    now = timezone.now()
    jobs = [Job(kind="x", key=f"n{n}", due=now - timedelta(seconds=n)) for n in range(5000)]
    Job.objects.bulk_create(jobs)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE jobs_job")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert lease.claim().key == "n4999"
    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]

    plans = []
    for question in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {question}")
            plans.append("\n".join(line for (line,) in cursor.fetchall()))
    assert "Seq Scan" not in plans[0]
    assert "job_waiting" in plans[1]
    assert "Sort" not in plans[1]
