"""Write what must happen later, in the transaction of its cause."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from brink.jobs.models import Job


def enqueue(kind: str, key: str, payload: dict[str, Any], due: datetime | None = None) -> None:
    """Store one effect of `kind`; the same `key` twice is one effect.

    Joins the caller's transaction: rolled back with it, delivered after it.
    """
    Job.objects.bulk_create(
        [Job(kind=kind, key=key, payload=payload, due=due or timezone.now())],
        ignore_conflicts=True,
    )
