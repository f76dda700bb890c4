"""Celery as one more way of waking: `celery -A brink.jobs.celery worker`, and `… beat`.

The rows of the outbox stay the truth. A message says no more than "something is due": lost,
doubled or late, it changes nothing. Loaded before the models are; the work is in `waking`.
"""

import os

from celery import Celery
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.settings.production")
if not settings.CELERY_BROKER_URL:
    raise ImproperlyConfigured("Celery needs CELERY_BROKER_URL, as redis://127.0.0.1:6379/1.")

SWEEP = 15  # seconds between two looks at what nobody was called for
RUN = "brink.jobs.run"

app = Celery("brink", include=["brink.jobs.waking"])
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_connection_retry_on_startup=True,
    task_default_queue="brink",
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,  # our own log lines, which conceal what is secret
    # Only sweeps: there is nothing to remember, hence no file to write.
    beat_scheduler="celery.beat:Scheduler",
    # Sweeps that no worker took in time do not pile up.
    beat_schedule={"sweep": {"task": RUN, "schedule": SWEEP, "options": {"expires": SWEEP}}},
)
# A message is tried once: whoever is not reached looks for himself before long.
options = {"max_retries": 0}
if settings.CELERY_BROKER_URL.startswith("redis"):
    # Without these a broker that hangs keeps a thread for ever; that of AMQP has its own.
    options |= {"socket_timeout": 5, "socket_connect_timeout": 5}
app.conf.broker_transport_options = options
