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
    # By name: Wagtail's task decorators load this module before the models are ready.
    job = apps.get_model("jobs", "Job")
    job.objects.bulk_create(
        [job(kind=kind, key=key, payload=payload, due=due or timezone.now())],
        ignore_conflicts=True,
    )
    transaction.on_commit(alarm.ring)
