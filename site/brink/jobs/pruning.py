"""Forget what is over: once a day, by a job that sees to the next one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from brink.jobs.daily import every_day, plan_daily
from brink.jobs.models import Job
from brink.jobs.registry import Keep, handler, kinds_kept

PRUNE = "jobs.prune"
KEPT = timedelta(days=30)

every_day(PRUNE)


@handler(PRUNE, keep=Keep.KEY)
def prune(payload: dict[str, Any]) -> None:
    """Drop old jobs that are done, and what old ones that will never be done would have sent.

    Who enqueues the key of a done job again so much later has its effect again.
    """
    plan_daily()
    old = timezone.now() - KEPT
    Job.objects.filter(state=Job.State.DONE, finished__lt=old).delete()
    stuck = Job.objects.filter(state__in=[Job.State.FAILED, Job.State.PARKED], finished__lt=old)
    personal = stuck.filter(kind__in=kinds_kept(Keep.KEY))
    personal.exclude(payload={}).update(payload={})
