"""The Celery of the site on a queue of the test's own, and with a beat that is quicker."""

import os

from brink.jobs.celery import app

app.conf.include = [*app.conf.include, "tests.jobs.handlers"]
app.conf.task_default_queue = os.environ["JOBS_QUEUE"]
app.conf.beat_schedule["sweep"]["schedule"] = 1
