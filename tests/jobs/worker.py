"""A runner as its own process: `python -m tests.jobs.worker thread`, or `… run_jobs [--once]`.

`… write <n> …` enqueues jobs of kind `note` with these numbers, in one transaction, and ends.
"""

import sys
import time

import django
from django.conf import settings

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from brink.jobs import thread  # noqa: E402
from brink.jobs.outbox import enqueue  # noqa: E402
from tests.jobs.handlers import FILE, write  # noqa: E402


def serve_thread() -> None:
    """As `brink.wsgi` does in a web process, which then waits for visitors."""
    settings.JOBS_THREAD = True
    thread.serve()
    time.sleep(600)


def write_jobs(*numbers: str) -> None:
    with transaction.atomic():
        began = time.monotonic()
        for n in numbers:
            enqueue("note", f"n{n}", {"n": int(n)})
    now = time.monotonic()
    sys.stdout.write(f"committed in {now - began:.3f} s, at {now:.3f}\n")


if __name__ == "__main__":
    if settings.CELERY_BROKER_URL:
        import tests.jobs.celery_app  # noqa: F401
    write("ready", FILE.with_suffix(".ready"))
    match sys.argv[1:]:
        case ["thread"]:
            serve_thread()
        case ["write", *numbers]:
            write_jobs(*numbers)
        case [command, *options]:
            call_command(command, *options)
