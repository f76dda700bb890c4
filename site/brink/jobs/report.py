"""What waits and what went wrong, for the admin, a health check and a monitor."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from brink.jobs.lease import WAITING, is_due, is_orphan
from brink.jobs.models import Job

STUCK = (Job.State.FAILED, Job.State.PARKED)
NEEDY = (*STUCK, Job.State.RETRY)


def number_per_state() -> dict[Job.State, int]:
    """The number of jobs in each state, also where there are none."""
    found = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state.value, 0) for state in Job.State}


def oldest_due() -> datetime | None:
    """Since when the job waits that nobody takes; None when nothing is due.

    That of a runner that died waits since its lease ended.
    """
    now = timezone.now()
    found = Job.objects.filter(is_due(now) | is_orphan(now)).aggregate(
        due=Min("due", filter=Q(state__in=WAITING)),
        lease=Min("leased_until", filter=Q(state=Job.State.RUNNING)),
    )
    return earliest(found.values())


def earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def seconds_late() -> float:
    """For how long the oldest job has been due; 0 when nothing is."""
    oldest = oldest_due()
    return max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0


def is_worked(since: datetime) -> bool:
    """Whether a job was finished or held by a runner after that moment."""
    is_held = Q(state=Job.State.RUNNING, leased_until__gt=since)
    return Job.objects.filter(is_held | Q(finished__gt=since)).exists()


def needy_kinds() -> list[dict[str, Any]]:
    """Per kind, how many jobs wait for a person (`stuck`) and how many for their next try."""
    number = {
        "stuck": Count("pk", filter=Q(state__in=STUCK)),
        "retry": Count("pk", filter=Q(state=Job.State.RETRY)),
    }
    needy = Job.objects.filter(state__in=NEEDY)
    rows = needy.values("kind").annotate(**number).order_by("kind")
    return [dict(row) for row in rows]


def stuck() -> QuerySet[Job]:
    """Jobs that need a person, the newest first."""
    return Job.objects.filter(state__in=STUCK).order_by("-finished", "-pk")
