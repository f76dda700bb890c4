"""Celery wakes: a real Redis, real workers and a beat, killed and left alone."""

import re
import signal
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from tests.jobs.runners import Runners, kill, wait_until
from tests.services import processes
from tests.services import redis as redis_service

pytestmark = [pytest.mark.processes, pytest.mark.redis, pytest.mark.usefixtures("_committed")]


def states() -> Counter[str]:
    return Counter(Job.objects.filter(kind="note").values_list("state", flat=True))


def test_two_workers_and_a_beat_do_each_of_many_jobs_once(celery_runners: Runners) -> None:
    for _ in range(2):
        celery_runners.celery("worker", "--concurrency", "2", seconds=0.05)
    celery_runners.celery("beat")
    celery_runners.wait_ready(2)
    numbers = [str(n) for n in range(200)]
    writers = [celery_runners.worker("write", *numbers) for _ in range(2)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    wait_until(lambda: states()["done"] == 200)

    lines = Counter(celery_runners.lines())
    assert len(lines) == 400
    assert set(lines.values()) == {1}
    assert set(Job.objects.filter(kind="note").values_list("attempts", flat=True)) == {1}
    who = Counter(line.split()[1] for line in celery_runners.lines("notes.who"))
    assert len(who) == 2, who


def test_worker_is_woken_at_the_commit_without_a_beat(celery_runners: Runners) -> None:
    worker = celery_runners.celery("worker", "--concurrency", "1", "--loglevel", "INFO")
    celery_runners.worker("write", "1").wait(timeout=120)
    wait_until(lambda: states()["done"] == 1)
    celery_runners.worker("write", "2", "3").wait(timeout=120)
    wait_until(lambda: states()["done"] == 3)

    worker.send_signal(signal.SIGTERM)
    said, _ = worker.communicate(timeout=120)
    assert worker.returncode == 0, said


def test_beat_sweeps_what_nobody_was_called_for(celery_runners: Runners) -> None:
    """This process has no broker: its jobs ring no bell, as those of a lost message."""
    celery_runners.celery("worker", "--concurrency", "1")
    celery_runners.celery("beat")
    enqueue("note", "now", {"n": 1})
    wait_until(lambda: states()["done"] == 1)
    due = timezone.now() + timedelta(seconds=3)
    enqueue("note", "soon", {"n": 2}, due=due)
    wait_until(lambda: states()["done"] == 2)
    assert Job.objects.get(key="soon").finished >= due


def test_job_of_a_killed_worker_is_done_by_the_other(celery_runners: Runners) -> None:
    pair = [celery_runners.celery("worker", "--concurrency", "1") for _ in range(2)]
    celery_runners.celery("beat")
    enqueue("note", "once", {"n": 1, "seconds": 60})
    wait_until(lambda: "start 1" in celery_runners.lines())
    name = celery_runners.lines("notes.who")[0].split()[1]
    kill(pair[int(name.removeprefix("runner"))])
    wait_until(lambda: states()["done"] == 1)

    assert celery_runners.lines() == ["start 1", "start 1", "end 1"]
    assert Job.objects.get(kind="note").attempts == 2


def test_workers_go_on_when_the_broker_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Redis without its memory, as after a restart: no message is left, the rows are."""
    monkeypatch.delenv("REDIS_URL")
    port = processes.free_port()
    monkeypatch.setattr(processes, "free_port", lambda: port)
    first = redis_service.provide(tmp_path / "first")
    (tmp_path / "notes").mkdir()
    runners = Runners(tmp_path / "notes", first.url)
    try:
        runners.celery("worker", "--concurrency", "1")
        runners.celery("beat")
        enqueue("note", "before", {"n": 1})
        wait_until(lambda: states()["done"] == 1)
        first.stop()
        enqueue("note", "meanwhile", {"n": 2})
        again = redis_service.provide(tmp_path / "again")
        wait_until(lambda: states()["done"] == 2)
        again.stop()
    finally:
        runners.stop()
    assert runners.lines() == ["start 1", "end 1", "start 2", "end 2"]


def test_units_start_a_worker_and_a_beat_as_a_server_does(
    celery_runners: Runners, tmp_path: Path
) -> None:
    """On production settings and by the commands of the units; in a database of Redis apart."""
    production = {
        "DJANGO_SETTINGS_MODULE": "brink.settings.production",
        "SECRET_KEY": "0123456789abcdef" * 4,
        "ALLOWED_HOSTS": "brink.example",
        "BASE_URL": "https://brink.example",
        "VAR_DIR": str(tmp_path),
        "CELERY_BROKER_URL": re.sub(r"/\d*$", "/7", celery_runners.broker),
        "PYTHONPATH": "site",
    }
    for unit in ("brink-celery", "brink-beat"):
        text = (settings.BASE_DIR / "deploy" / "systemd" / f"{unit}.service").read_text()
        words = re.search(r"^ExecStart=/srv/brink/\.venv/bin/(.+)$", text, re.MULTILINE)[1]
        celery_runners.start(["-m", *words.split()], 0, production)
    enqueue("jobs.prune", "of-the-units", {})
    wait_until(lambda: Job.objects.get(key="of-the-units").state == "done")

    assert [process.poll() for process in celery_runners.processes] == [None, None]
