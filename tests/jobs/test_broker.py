"""A broker that is down fails no request and slows none; the rows wait for any runner."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from brink.jobs import broker
from brink.jobs.broker import Messenger
from brink.jobs.models import Job
from tests.jobs.runners import Runners, wait_until
from tests.services.processes import free_port

#: Seconds on a busy machine. Who asks a broker that hangs, even once, waits far longer.
SOON = 3


@pytest.fixture
def hanging() -> Iterator[int]:
    """A port where connections are taken and nothing is ever said."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield server.getsockname()[1]


def address_of(state: str, hanging: int) -> str:
    return {
        "refuses": f"redis://127.0.0.1:{free_port()}/0",
        "hangs": f"redis://127.0.0.1:{hanging}/0",
        "has no address": "redis://broker.invalid:6379/0",
        "amqp": f"amqp://guest@127.0.0.1:{free_port()}//",
    }[state]


@pytest.mark.processes
@pytest.mark.parametrize("state", ["refuses", "hangs", "has no address", "amqp"])
def test_commit_is_fast_and_the_job_is_swept_later(
    runners: Runners, hanging: int, state: str
) -> None:
    runners.broker = address_of(state, hanging)
    writer = runners.worker("write", *map(str, range(50)))
    said, _ = writer.communicate(timeout=120)
    ended = time.monotonic()

    assert writer.returncode == 0, said
    found = re.search(r"^committed in (\S+) s, at (\S+)$", said, re.MULTILINE)
    took, committed = map(float, found.groups())  # by the one clock of the machine
    assert took < SOON
    assert said.count("The broker takes no message") <= 1
    assert "Traceback" not in said
    assert ended - committed < 30, "a process that ends does not wait for the broker"
    assert Job.objects.filter(kind="note", state="queued").count() == 50

    runners.broker = ""
    assert runners.worker("run_jobs", "--once").wait(timeout=120) == 0
    assert Job.objects.filter(kind="note", state="done").count() == 50


def wait_for(calls: list, number: int) -> None:
    wait_until(lambda: len(calls) >= number)
    assert len(calls) == number


def test_messenger_says_once_that_the_broker_is_away(caplog: pytest.LogCaptureFixture) -> None:
    calls: list[int] = []

    def send() -> None:
        calls.append(1)
        if len(calls) <= 3:
            raise OSError("redis://user:secret@broker")

    messenger = Messenger(send)
    with caplog.at_level("INFO"):
        for number in range(1, 6):
            messenger.ring(timezone.now())
            wait_for(calls, number)
        messenger.stop()

    assert [record.getMessage() for record in caplog.records] == [
        "The broker takes no message: OSError",
        "The broker takes messages again.",
    ]


def test_messenger_asked_many_times_while_it_sends_sends_once_more() -> None:
    calls: list[int] = []
    go_on = threading.Event()

    def send() -> None:
        calls.append(1)
        go_on.wait(60)

    messenger = Messenger(send)
    messenger.ring(timezone.now())
    wait_for(calls, 1)
    began = time.monotonic()
    for _ in range(1000):
        messenger.ring(timezone.now())
    assert time.monotonic() - began < SOON
    go_on.set()
    messenger.stop()

    assert len(calls) == 2


def test_messenger_leaves_what_is_due_later_to_beat() -> None:
    messenger = Messenger(lambda: pytest.fail("sent"))
    messenger.ring(timezone.now() + timedelta(seconds=5))
    messenger.stop()

    assert messenger._thread is None


def test_messenger_that_stops_does_not_wait_for_a_broker_that_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(broker, "LAST_WORDS", 0.2)
    forever = threading.Event()
    messenger = Messenger(forever.wait)
    messenger.ring(timezone.now())
    began = time.monotonic()
    messenger.stop()

    assert time.monotonic() - began < 10
    forever.set()
