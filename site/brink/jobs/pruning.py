"""Forget what is over: once a day, by a job that plans the next one."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.registry import Keep, handler, kinds_kept

KEPT = timedelta(days=30)
HOUR = time(3)


_planned: date | None = None  # by this process


def plan_pruning() -> None:
    """See to it that tomorrow's is planned; each runner calls this whenever it begins."""
    global _planned  # spares a query each time
    day = timezone.localdate() + timedelta(days=1)
    if day != _planned:
        due = timezone.make_aware(datetime.combine(day, HOUR))
        enqueue("jobs.prune", f"jobs.prune:{day}", {}, due=due)
        _planned = day


@handler("jobs.prune", keep=Keep.KEY)
def prune(payload: dict[str, Any]) -> None:
    """Drop old jobs that are done, and what old ones that will never be done would have sent.

    Who enqueues the key of a done job again so much later has its effect again.
    """
    plan_pruning()
    old = timezone.now() - KEPT
    Job.objects.filter(state=Job.State.DONE, finished__lt=old).delete()
    stuck = Job.objects.filter(state__in=[Job.State.FAILED, Job.State.PARKED], finished__lt=old)
    personal = stuck.filter(kind__in=kinds_kept(Keep.KEY))
    personal.exclude(payload={}).update(payload={})
