"""A row per effect, in the transaction of its cause: on both databases, with real commits."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import connections, transaction
from django.utils import timezone

from brink.jobs import alarm
from brink.jobs.models import Job
from brink.jobs.outbox import enqueue, enqueue_all

pytestmark = pytest.mark.usefixtures("_committed")


@contextmanager
def other_request(key: str, *, commits: bool) -> Iterator[Callable[[], None]]:
    """A transaction of another thread that holds this key, and ends soon once it is told to."""
    is_written, may_end = threading.Event(), threading.Event()

    def work() -> None:
        with transaction.atomic():
            enqueue("x", key, {"by": "other"})
            is_written.set()
            may_end.wait(60)
            transaction.set_rollback(not commits)
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    assert is_written.wait(60)
    yield threading.Timer(0.5, may_end.set).start  # ours waits for the other one meanwhile
    thread.join()


@pytest.mark.parametrize(("commits", "writer"), [(True, "other"), (False, "us")])
def test_same_key_of_two_requests_at_once_is_one_row(commits: bool, writer: str) -> None:
    with other_request("same", commits=commits) as end_soon:
        assert not Job.objects.exists()
        end_soon()
        with transaction.atomic():
            enqueue("x", "same", {"by": "us"})

    assert [job.payload for job in Job.objects.all()] == [{"by": writer}]


def test_rolled_back_request_leaves_no_row_and_rings_no_bell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rung: list[object] = []
    monkeypatch.setattr(alarm, "_listeners", [rung.append])
    with suppress(LookupError), transaction.atomic():
        enqueue("x", "gone", {})
        raise LookupError("the request fails after all")
    assert (Job.objects.count(), rung) == (0, [])

    with transaction.atomic():
        enqueue_all("x", {"a": {}, "b": {}})
        assert rung == []
    assert (Job.objects.count(), len(rung)) == (2, 1)


def test_listener_that_fails_does_not_fail_the_request(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_due: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(alarm, "_listeners", [fail])
    with transaction.atomic():
        enqueue("x", "kept", {})

    assert Job.objects.get().key == "kept"
    assert "can't start new thread" in caplog.text


def test_expiry_is_kept_with_the_row() -> None:
    now = timezone.now()
    enqueue("x", "a", {}, due=now, expires=now)
    enqueue("x", "b", {})

    assert list(Job.objects.order_by("key").values_list("expires", flat=True)) == [now, None]
