"""Write what must happen later, in the transaction of its cause."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from brink.jobs import alarm


def enqueue(kind: str, key: str, payload: dict[str, Any], due: datetime | None = None) -> None:
    """Store one effect of `kind`; the same `key` twice is one effect.

    Joins the caller's transaction: rolled back with it, delivered after it. The key stays after
    the payload is forgotten, so it must hold no personal data.
    """
    enqueue_all(kind, {key: payload}, due)


def enqueue_all(
    kind: str, payloads: dict[str, dict[str, Any]], due: datetime | None = None
) -> None:
    """Store many effects of one kind, by key, at the price of one."""
    # By name: Wagtail's task decorators load this module before the models are ready.
    job = apps.get_model("jobs", "Job")
    due = due or timezone.now()
    jobs = [job(kind=kind, key=key, payload=data, due=due) for key, data in payloads.items()]
    job.objects.bulk_create(jobs, ignore_conflicts=True)
    transaction.on_commit(alarm.ring)
