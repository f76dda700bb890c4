"""Run what is due. Any number of runners may work at once, in any number of processes."""

import logging
import random
import time
import traceback
from datetime import timedelta
from typing import Any

from django.db.models import Min
from django.utils import timezone

from brink.jobs.lease import WAITING, claim, is_due, kept, mine
from brink.jobs.models import Job
from brink.jobs.registry import Away, Failure, Keep, Kind, PermanentFailure, find

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)


def run_due(limit: int | None = None, seconds: float | None = None) -> int:
    """Run jobs until none is due; say how many.

    It ends sooner after `limit` jobs, and begins none after so many `seconds`.
    """
    count, end = 0, time.monotonic() + seconds if seconds else None
    while (limit is None or count < limit) and (end is None or time.monotonic() < end):
        if run_next() is None:
            break
        count += 1
    return count


def run_next() -> Job | None:
    """Run the job that has been due longest; None when nothing is due."""
    job = claim()
    if job is None:
        return None
    kind = find(job.kind)
    if job.expires and job.expires <= timezone.now():
        return _drop(job, kind)
    if job.attempts > MAX_ATTEMPTS:
        return _stop(job, Job.State.PARKED, job.last_error or "Its runner died each time.")
    if kind is None:  # perhaps this runner is older than who wrote the job: another may know it
        return _retry(job, Failure(f"No handler for jobs of kind {job.kind!r}."))
    return _run(job, kind)


def count_due() -> int:
    """How many jobs could run now; running them may add more."""
    return Job.objects.filter(is_due(timezone.now())).count()


def has_due() -> bool:
    return Job.objects.filter(is_due(timezone.now())).exists()


def seconds_to_next(longest: float) -> float:
    """How long until a job is due or a lease ends, at most `longest`."""
    now = timezone.now()
    soonest = Job.objects.filter(state__in=WAITING).aggregate(at=Min("due"))["at"]
    lease = Job.objects.filter(state=Job.State.RUNNING).aggregate(at=Min("leased_until"))["at"]
    pauses = [(at - now).total_seconds() for at in (soonest, lease) if at]
    return max(0.0, min([longest, *pauses]))


def _run(job: Job, kind: Kind) -> Job:
    try:
        with kept(job):
            kind.handle(job.payload)
    except PermanentFailure as error:
        logger.error("Job %s failed: %s", job.key, _name(error))
        return _stop(job, Job.State.FAILED, _describe(error))
    except Away as error:
        return _wait(job, error)
    except Exception as error:
        return _retry(job, error)
    return _finish(job, kind.keep)


def _wait(job: Job, error: Away) -> Job:
    """A service is away: the attempt does not count, and who waits for the same keeps its place."""
    words = {"due": error.until, "last_error": _describe(error)}
    return _update(job, state=Job.State.RETRY, attempts=job.attempts - 1, **words)


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
        mine(job).delete()
        job.state = Job.State.DONE
        return job
    payload = {} if keep is Keep.KEY else job.payload
    done = {"state": Job.State.DONE, "finished": timezone.now(), "last_error": ""}
    return _update(job, payload=payload, **done)


def _drop(job: Job, kind: Kind | None) -> Job:
    """Too late to be of use. The row stays, with the reason and without what it would have sent."""
    logger.info("Job %s dropped: too late", job.key)
    before = job.error_line
    reason = f"Too late: of use until {job.expires:%Y-%m-%d %H:%M} UTC."
    payload = job.payload if kind and kind.keep is Keep.ALL else {}
    text = f"{before}\n{reason}" if before else reason
    return _update(
        job, payload=payload, state=Job.State.DONE, finished=timezone.now(), last_error=text
    )


def _stop(job: Job, state: Job.State, error: str) -> Job:
    return _update(job, state=state, finished=timezone.now(), last_error=error)


def _update(job: Job, **fields: Any) -> Job:
    mine(job).update(leased_until=None, **fields)
    for name, value in fields.items():
        setattr(job, name, value)
    return job


def _describe(error: Exception) -> str:
    """Where it went wrong, and its name as the last line."""
    return ("".join(traceback.format_tb(error.__traceback__)) + _name(error))[-4000:]


def _name(error: Exception) -> str:
    """The class alone: the words of a mail server or a database repeat addresses and names."""
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, Failure) else name
