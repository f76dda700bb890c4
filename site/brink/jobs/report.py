"""What waits and what went wrong, for the admin and for a health check."""

from datetime import datetime

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from brink.jobs.models import Job

WAITING = (Job.State.QUEUED, Job.State.RETRY)
STUCK = (Job.State.FAILED, Job.State.PARKED)


def counts() -> list[tuple[str, int]]:
    """The number of jobs in each state, also where there are none."""
    found = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    return [(str(state.label), found.get(state.value, 0)) for state in Job.State]


def oldest_due() -> datetime | None:
    """Since when the job that is due longest waits; None when nothing is due."""
    due = Job.objects.filter(state__in=WAITING, due__lte=timezone.now())
    return due.aggregate(oldest=Min("due"))["oldest"]


def stuck() -> QuerySet[Job]:
    """Jobs that need a person, the newest first."""
    return Job.objects.filter(state__in=STUCK).order_by("-finished", "-pk")
