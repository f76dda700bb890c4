"""The Celery of the site on a queue of the test's own, and with a beat that is quicker."""

import os
from pathlib import Path
from typing import Any

from celery.signals import worker_ready

from brink.jobs.celery import app

app.conf.include = [*app.conf.include, "tests.jobs.handlers"]
app.conf.task_default_queue = os.environ["JOBS_QUEUE"]
app.conf.beat_schedule["sweep"]["schedule"] = 1


@worker_ready.connect
def say_ready(**_whatever: Any) -> None:
    with Path(os.environ["JOBS_NOTES"]).with_suffix(".ready").open("a") as file:
        file.write("ready\n")
