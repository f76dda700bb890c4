"""Run what is due. Any number of runners may work at once, in any number of processes."""

import logging
import random
import traceback
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min, Q
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.registry import Failure, Keep, Kind, PermanentFailure, find

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
WAITING = (Job.State.QUEUED, Job.State.RETRY)


def run_due(limit: int | None = None) -> int:
    """Run jobs until none is due, or `limit` have run; say how many."""
    count = 0
    while (limit is None or count < limit) and run_next() is not None:
        count += 1
    return count


def run_next() -> Job | None:
    """Run the job that has been due longest; None when nothing is due."""
    job = _claim(timezone.now())
    if job is None:
        return None
    kind = find(job.kind)
    if kind is None:
        return _stop(job, Job.State.PARKED, f"No handler for jobs of kind {job.kind!r}.")
    if job.attempts > MAX_ATTEMPTS:
        return _stop(job, Job.State.PARKED, job.last_error or "Its runner died each time.")
    return _run(job, kind)


def count_due() -> int:
    """How many jobs could run now; running them may add more."""
    return Job.objects.filter(state__in=WAITING, due__lte=timezone.now()).count()


def seconds_to_next(longest: float) -> float:
    """How long until a job is due or a lease ends, at most `longest`."""
    now = timezone.now()
    soonest = Job.objects.filter(state__in=WAITING).aggregate(at=Min("due"))["at"]
    lease = Job.objects.filter(state=Job.State.RUNNING).aggregate(at=Min("leased_until"))["at"]
    pauses = [(at - now).total_seconds() for at in (soonest, lease) if at]
    return max(0.0, min([longest, *pauses]))


def _claim(now: datetime) -> Job | None:
    """Lease one due job in a short transaction, so that no other runner takes it.

    PostgreSQL skips rows that another runner is claiming. SQLite has no row locks, but its
    IMMEDIATE transactions (settings) let one writer in at a time. The attempt is counted here,
    before the work: a job that kills its runner must not be tried for ever.
    """
    is_due = Q(state__in=WAITING, due__lte=now)
    is_orphan = Q(state=Job.State.RUNNING, leased_until__lte=now)
    with transaction.atomic():
        rows = Job.objects.select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        job = rows.filter(is_due | is_orphan).order_by("due", "pk").first()
        if job is None:
            return None
        job.state = Job.State.RUNNING
        job.attempts += 1
        job.leased_until = now + timedelta(seconds=settings.JOBS_LEASE)
        job.save(update_fields=["state", "attempts", "leased_until"])
    return job


def _run(job: Job, kind: Kind) -> Job:
    try:
        kind.handle(job.payload)
    except PermanentFailure as error:
        logger.error("Job %s failed: %s", job.key, _name(error))
        return _stop(job, Job.State.FAILED, _describe(error))
    except Exception as error:
        return _retry(job, error)
    return _finish(job, kind.keep)


def _retry(job: Job, error: Exception) -> Job:
    logger.warning("Job %s, attempt %d: %s", job.key, job.attempts, _name(error))
    if job.attempts >= MAX_ATTEMPTS:
        return _stop(job, Job.State.PARKED, _describe(error))
    due = timezone.now() + _pause(job.attempts)
    return _update(job, state=Job.State.RETRY, due=due, last_error=_describe(error))


def _pause(attempts: int) -> timedelta:
    """Doubles each time, with a quarter of jitter so that a crowd does not return as one."""
    pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    return pause * random.uniform(0.75, 1.25)  # noqa: S311  (no secret)


def _finish(job: Job, keep: Keep) -> Job:
    if keep is Keep.NOTHING:
        _mine(job).delete()
        job.state = Job.State.DONE
        return job
    payload = {} if keep is Keep.KEY else job.payload
    done = {"state": Job.State.DONE, "finished": timezone.now(), "last_error": ""}
    return _update(job, payload=payload, **done)


def _stop(job: Job, state: Job.State, error: str) -> Job:
    return _update(job, state=state, finished=timezone.now(), last_error=error)


def _update(job: Job, **fields: Any) -> Job:
    for name, value in fields.items():
        setattr(job, name, value)
    _mine(job).update(leased_until=None, **fields)
    return job


def _mine(job: Job) -> Any:
    """The row, as long as this attempt still holds it: a runner that overslept changes nothing."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


def _describe(error: Exception) -> str:
    """Where it went wrong, and its name as the last line."""
    return ("".join(traceback.format_tb(error.__traceback__)) + _name(error))[-4000:]


def _name(error: Exception) -> str:
    """The class alone: the words of a mail server or a database repeat addresses and names."""
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, Failure) else name
