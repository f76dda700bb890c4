"""Runners as real processes on the database of the test run: start them, wait for them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

Process = subprocess.Popen[str]


@dataclass
class Runners:
    """Starts processes that share notes, a queue and a database; `stop` ends them all."""

    folder: Path
    broker: str = ""
    lease: int = 3
    processes: list[Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.notes = self.folder / "notes"
        self.queue = f"brink-test-{os.getpid()}-{self.folder.name}"
        self.notes.touch()

    def worker(self, *words: str, seconds: float = 0, **environ: str) -> Process:
        """`tests.jobs.worker` with these words."""
        return self.start(["-m", "tests.jobs.worker", *words], seconds, environ)

    def celery(self, *words: str, seconds: float = 0, **environ: str) -> Process:
        command = ["-m", "celery", "-A", "tests.jobs.celery_app", *words]
        return self.start(command, seconds, environ)

    def start(self, words: list[str], seconds: float, environ: dict[str, str]) -> Process:
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=settings.BASE_DIR,
            env={**self.environ(), "JOBS_SECONDS": str(seconds), **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # a worker of Celery is several processes
        )
        self.processes.append(process)
        return process

    def environ(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": database_url(),
            "CELERY_BROKER_URL": self.broker,
            "DJANGO_SETTINGS_MODULE": "brink.settings.test",
            "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'site'}",
            "JOBS_LEASE": str(self.lease),
            "JOBS_NOTES": str(self.notes),
            "JOBS_QUEUE": self.queue,
            "JOBS_NAME": f"runner{len(self.processes)}",
        }

    def lines(self, file: str = "notes") -> list[str]:
        path = self.notes.with_name(file)
        return path.read_text().splitlines() if path.exists() else []

    def wait_ready(self, number: int) -> None:
        wait_until(lambda: len(self.lines("notes.ready")) == number)

    def stop(self) -> None:
        for process in self.processes:
            kill(process)


def kill(process: Process) -> None:
    """With kill -9, and all it started, as when a machine dies."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def database_url() -> str:
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    host = f"{config['USER']}:{config['PASSWORD']}@{config['HOST']}:{config['PORT'] or 5432}"
    return f"postgres://{host}/{config['NAME']}"


def wait_until(happens: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
