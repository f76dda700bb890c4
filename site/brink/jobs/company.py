"""Other jobs of one kind that are due: a handler may do them along with its own.

They are not leased, so another runner may take one meanwhile and do it once more; every handler has
to bear that. What is said of them here holds for those that nobody took.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from brink.jobs.lease import WAITING, is_due
from brink.jobs.models import Job


def due_beside(kind: str, most: int) -> list[Job]:
    """The jobs of this kind that could run now, those first that are due longest.

    Ask for them before reading what they are about: only then is what they were written for seen.
    """
    return list(Job.objects.filter(is_due(timezone.now()), kind=kind).order_by("due", "pk")[:most])


def finish(jobs: Sequence[Job]) -> None:
    """What they were for is done."""
    done = {"state": Job.State.DONE, "finished": timezone.now(), "last_error": ""}
    still_waiting(jobs).update(**done)


def put_off(jobs: Sequence[Job], until: datetime) -> None:
    """They could not have been done either: they wait, and no attempt is used up."""
    still_waiting(jobs).update(state=Job.State.RETRY, due=until)


def still_waiting(jobs: Sequence[Job]) -> QuerySet[Job]:
    return Job.objects.filter(pk__in=[job.pk for job in jobs], state__in=WAITING)
