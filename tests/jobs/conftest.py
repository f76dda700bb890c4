import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from redis import Redis

from brink.jobs import daily, pruning, registry
from brink.jobs.models import Job
from brink.jobs.registry import handler
from tests.factories.people import staff
from tests.jobs.runners import Runners


@pytest.fixture(autouse=True)
def _nothing_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row is rolled back after each test, what the process remembers is not.

    What the apps above do each night is not the outbox's.
    """
    monkeypatch.setattr(daily, "_planned", None)
    monkeypatch.setattr(daily, "KINDS", [pruning.PRUNE])


@pytest.fixture
def _own_kinds() -> Iterator[None]:
    before = dict(registry._kinds)
    yield
    registry._kinds.clear()
    registry._kinds.update(before)


@pytest.fixture
def broken_kind(_own_kinds: None) -> None:
    """No jobs yet, and a kind of which each fails: `broken`."""
    Job.objects.all().delete()

    @handler("broken")
    def broken(payload: dict) -> None:
        raise OSError("no line")


@pytest.fixture
def boss(client: Client) -> Client:
    """Signed in to the admin, and may decide about jobs."""
    client.force_login(staff())
    return client


@pytest.fixture
def _committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Rows that other connections see: no transaction around the test, only jobs swept after."""
    with django_db_blocker.unblock():
        Job.objects.all().delete()
        yield
        Job.objects.all().delete()
        connections.close_all()


@pytest.fixture
def runners(_committed: None, tmp_path: Path) -> Iterator[Runners]:
    runners = Runners(tmp_path)
    yield runners
    runners.stop()


@pytest.fixture
def celery_runners(_committed: None, tmp_path: Path) -> Iterator[Runners]:
    """With the broker of this leg of the suite, on a queue of the test's own."""
    broker = os.environ["REDIS_URL"]
    runners = Runners(tmp_path, broker)
    yield runners
    runners.stop()
    client = Redis.from_url(broker)
    client.delete(runners.queue, *client.scan_iter(match=f"*{runners.queue}*"))
    client.close()
