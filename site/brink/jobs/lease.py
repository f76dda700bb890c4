"""Who works on a job: take it, hold it, and know that it is still ours."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, connection, connections, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from brink.jobs.models import Job

logger = logging.getLogger(__name__)

WAITING = (Job.State.QUEUED, Job.State.RETRY)
# A handler that hangs loses its job in the end, or one that never returns would keep it for ever.
LONGEST = 3600.0


def claim() -> Job | None:
    """Lease the job that has been due longest, in a short transaction; None when nothing is due.

    First those of runners that died: they had their turn. Asked for apart, as each question has an
    index that gives its first row at once.

    PostgreSQL skips rows that another runner is claiming. SQLite has no row locks, but its
    IMMEDIATE transactions (settings) let one writer in at a time. The attempt is counted here,
    before the work: a job that kills its runner must not be tried for ever.
    """
    with transaction.atomic():
        rows = Job.objects.select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        now = timezone.now()
        found = (rows.filter(which(now)).order_by("due", "pk") for which in (is_orphan, is_due))
        job = next(filter(None, (jobs.first() for jobs in found)), None)
        if job is None:
            return None
        job.state = Job.State.RUNNING
        job.attempts += 1
        job.leased_until = now + length()
        job.save(update_fields=["state", "attempts", "leased_until"])
    return job


def is_due(now: datetime) -> Q:
    return Q(state__in=WAITING, due__lte=now)


def is_orphan(now: datetime) -> Q:
    return Q(state=Job.State.RUNNING, leased_until__lte=now)


def mine(job: Job) -> QuerySet[Job]:
    """The row, as long as this attempt still holds it: a runner that overslept changes nothing.

    `due` belongs to it, as trying again by hand counts attempts from one.
    """
    return Job.objects.filter(
        pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts, due=job.due
    )


@contextmanager
def kept(job: Job) -> Iterator[None]:
    """Extend the lease while the handler works: long work is not begun a second time elsewhere.

    By a thread, so that no handler has to think of it; it dies with its process, and the lease
    then ends. On SQLite it waits as long as the handler itself holds the write lock, but so
    does everybody who could take the job.
    """
    is_over = threading.Event()
    threading.Thread(target=extend, args=(job, is_over), name="lease", daemon=True).start()
    try:
        yield
    finally:
        is_over.set()


def extend(job: Job, is_over: threading.Event) -> None:
    end, pause = time.monotonic() + LONGEST, length().total_seconds() / 4
    while not is_over.wait(pause) and time.monotonic() < end:
        try:
            if not mine(job).update(leased_until=timezone.now() + length()):
                return
        except Error as error:  # also InterfaceError: the connection is gone
            logger.warning("The lease of %s was not extended: %s", job.key, type(error).__name__)
        finally:
            connections.close_all()


def length() -> timedelta:
    return timedelta(seconds=max(1, settings.JOBS_LEASE))
