"""Write what must happen later, in the transaction of its cause."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils import timezone

from brink.jobs import alarm


def enqueue(
    kind: str,
    key: str,
    payload: dict[str, Any],
    due: datetime | None = None,
    expires: datetime | None = None,
) -> None:
    """Store one effect of `kind`; the same `key` twice is one effect.

    Joins the caller's transaction: rolled back with it, delivered after it. The key stays after
    the payload is forgotten, so it must hold no personal data. It runs at `due` or later; what
    could not run before `expires` is dropped.
    """
    enqueue_all(kind, {key: payload}, due, expires)


def enqueue_all(
    kind: str,
    payloads: dict[str, dict[str, Any]],
    due: datetime | None = None,
    expires: datetime | None = None,
) -> None:
    """Store many effects of one kind, by key, at the price of one."""
    # By name: Wagtail's task decorators load this module before the models are ready.
    job = apps.get_model("jobs", "Job")
    due = due or timezone.now()
    shared = {"kind": kind, "due": due, "expires": expires}
    jobs = [job(key=key, payload=payload, **shared) for key, payload in payloads.items()]
    job.objects.bulk_create(jobs, ignore_conflicts=True)
    alarm.ring_after_commit(due)


def instant(moment: datetime | None = None) -> str:
    """A moment, or now, as part of a key: what happens again has another."""
    return f"{moment or timezone.now():%Y%m%dT%H%M%S%f}"


def withdraw(beginning: str) -> None:
    """Let what has a key with this beginning, and had no effect yet, be dropped as too late."""
    job = apps.get_model("jobs", "Job")
    found = job.objects.filter(key__startswith=beginning).exclude(state=job.State.DONE)
    found.update(expires=timezone.now())
