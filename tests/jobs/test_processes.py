"""Runners as real processes, killed and raced, on the database of the test run."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue

pytestmark = [pytest.mark.processes, pytest.mark.usefixtures("_committed")]
Start = Callable[..., subprocess.Popen]


def database_url() -> str:
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    host = f"{config['USER']}:{config['PASSWORD']}@{config['HOST']}:{config['PORT'] or 5432}"
    return f"postgres://{host}/{config['NAME']}"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes"
    file.touch()
    return file


@pytest.fixture
def start(notes: Path) -> Iterator[Start]:
    """Start a runner whose jobs take so many seconds; all are killed after the test."""
    processes: list[subprocess.Popen] = []

    def run(seconds: float, *args: str) -> subprocess.Popen:
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "brink.settings.test",
            "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'site'}",
            "JOBS_LEASE": "3",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.worker", str(notes), str(seconds), *args],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


def wait_until(happens: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def test_runner_killed_in_mid_job_leaves_the_job_to_the_next(start, notes):
    enqueue("note", "once", {"n": 1})
    victim = start(60)
    wait_until(lambda: "start 1" in notes.read_text())
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    job = Job.objects.get(kind="note")
    assert (job.state, job.attempts) == ("running", 1)

    heir = start(0)
    wait_until(lambda: Job.objects.get(kind="note").state == "done")
    heir.send_signal(signal.SIGTERM)
    assert heir.wait(timeout=30) == 0

    assert notes.read_text().split("\n")[:3] == ["start 1", "start 1", "end 1"]
    assert Job.objects.get(kind="note").attempts == 2


def test_two_runners_at_once_run_each_job_once(start, notes):
    for n in range(40):
        enqueue("note", f"n{n}", {"n": n})
    runners = [start(0.02, "--once"), start(0.02, "--once")]
    said = [runner.communicate(timeout=90)[0] for runner in runners]

    assert [runner.returncode for runner in runners] == [0, 0], said
    lines = Counter(notes.read_text().split("\n")[:-1])
    assert len(lines) == 80
    assert set(lines.values()) == {1}
    assert set(Job.objects.filter(kind="note").values_list("state", "attempts")) == {("done", 1)}
    assert sum(int(text.rsplit("\n", 2)[1].split()[0]) for text in said) == 40


def test_runner_told_to_stop_finishes_its_job_and_says_what_it_did(start, notes):
    for n in range(3):
        enqueue("note", f"n{n}", {"n": n})
    runner = start(1)
    wait_until(lambda: "start 0" in notes.read_text())
    runner.send_signal(signal.SIGTERM)
    said, _ = runner.communicate(timeout=30)

    assert runner.returncode == 0
    assert notes.read_text() == "start 0\nend 0\n"
    assert said.endswith("1 jobs run.\n")
    assert Job.objects.filter(kind="note", state="queued").count() == 2


def test_runner_that_waits_sees_a_new_job(start, notes):
    start(0)
    time.sleep(1)
    enqueue("note", "new", {"n": 1})

    wait_until(lambda: "end 1" in notes.read_text())
