"""What a message of Celery does, and who sends one. Loaded where a broker is configured."""

from django.utils import timezone

from brink.jobs import alarm
from brink.jobs.broker import Messenger
from brink.jobs.celery import RUN, SWEEP, app
from brink.jobs.daily import plan_daily
from brink.jobs.runner import has_due, run_due

# A worker that is told to stop finishes the task at hand, so no task may take long.
MOST, LONGEST = 100, 20.0


def call_worker() -> None:
    run.apply_async(retry=False, expires=20 * SWEEP)


messenger = Messenger(call_worker)
alarm.on_ring(messenger.ring)


@app.task(name=RUN)
def run() -> None:
    """Run what is due, within bounds, and call a colleague as long as there is more.

    So one message sets as many workers to work as there is work for, and it ends by itself: who
    finds nothing calls nobody.
    """
    plan_daily()
    if run_due(limit=1):
        call_for_the_rest()
        run_due(limit=MOST, seconds=LONGEST)
        call_for_the_rest()


def call_for_the_rest() -> None:
    if has_due():
        messenger.ring(timezone.now())
