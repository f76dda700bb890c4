"""The embedded runner, on its own connection."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from brink.jobs import alarm, thread
from brink.jobs.outbox import enqueue
from brink.jobs.registry import handler

pytestmark = pytest.mark.usefixtures("_committed", "_own_kinds")


@pytest.fixture
def runner() -> Iterator[thread.JobsThread]:
    runner = thread.JobsThread()
    yield runner
    runner.stop()


@pytest.fixture
def done() -> threading.Event:
    event = threading.Event()

    @handler("flag")
    def flag(payload: dict) -> None:
        event.set()

    return event


def test_thread_wakes_on_commit_and_not_before(runner, done):
    runner.ensure_running()
    time.sleep(0.3)
    with transaction.atomic():
        enqueue("flag", "x", {})
        if transaction.get_connection().vendor != "sqlite":  # there the writer locks all
            assert not done.wait(0.5)

    assert done.wait(60)


@pytest.mark.slow
def test_thread_wakes_when_a_job_falls_due(runner, done):
    enqueue("flag", "x", {}, due=timezone.now() + timedelta(seconds=3))
    runner.ensure_running()

    assert not done.wait(0.4)
    assert done.wait(60)


def test_thread_survives_an_error_of_the_database(runner, done, monkeypatch):
    real, calls = thread.run_next, []

    def broken_once() -> object:
        calls.append(1)
        if len(calls) == 1:
            raise DatabaseError("gone away")
        return real()

    monkeypatch.setattr(thread, "run_next", broken_once)
    runner.ensure_running()
    time.sleep(0.3)
    enqueue("flag", "x", {})

    assert done.wait(60)


def test_thread_is_started_once_and_again_after_its_death(runner):
    runner.ensure_running()
    first = runner._thread
    runner.ensure_running()
    assert runner._thread is first

    runner._pid = 0  # as in a forked child, where the thread does not exist
    runner.ensure_running()
    assert runner._thread is not first
    runner._stopping.set()
    alarm.bell.set()
    first.join(60)


def test_stopped_thread_stays_stopped(runner):
    runner.ensure_running()
    runner.stop()
    runner.ensure_running()

    assert not runner._thread.is_alive()


def test_serve_does_nothing_when_switched_off(settings, monkeypatch):
    settings.JOBS_THREAD = False
    monkeypatch.setattr(thread, "_thread", None)

    thread.serve()
