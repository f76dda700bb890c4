"""What a person does about jobs that did not work out: try again, or drop.

Both take what the person saw: a second click, or one on an old page, finds jobs that moved on
since and leaves them alone.
"""

from datetime import datetime

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from brink.jobs import alarm
from brink.jobs.models import Job
from brink.jobs.report import STUCK

DROPPED = "Dropped by hand."


def one(pk: int, seen: datetime) -> QuerySet[Job]:
    """The job, unless it was tried again since a page showed it as due at `seen`."""
    return Job.objects.filter(pk=pk, due=seen)


def all_of(kind: str, seen: datetime) -> QuerySet[Job]:
    """Those of one kind that a page made at `seen` could show as they still are."""
    is_unchanged = Q(finished__lte=seen) | Q(finished=None)
    return Job.objects.filter(is_unchanged, kind=kind, created__lte=seen)


def try_again(jobs: QuerySet[Job]) -> int:
    """Let them run now; those that had stopped get all their attempts anew. Say how many."""
    now = timezone.now()
    anew = {"state": Job.State.QUEUED, "attempts": 0, "finished": None}
    count = jobs.filter(state=Job.State.RETRY).update(due=now)
    count += jobs.filter(state__in=STUCK).update(due=now, **anew)
    if count:
        alarm.ring_after_commit(now)
    return count


def drop(jobs: QuerySet[Job]) -> int:
    """End those that had stopped, without their effect, and forget what they would have sent.

    The rows stay, done and with the reason: the same key is still one effect. Say how many.
    """
    reason = Concat(F("last_error"), Value(f"\n{DROPPED}"))
    over = {"state": Job.State.DONE, "finished": timezone.now(), "payload": {}}
    return jobs.filter(state__in=STUCK).update(last_error=reason, **over)
