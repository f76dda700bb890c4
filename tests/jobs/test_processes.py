"""Runners as real processes, killed and raced, on the database of the test run."""

import os
import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from tests.jobs.runners import Runners, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.usefixtures("_committed")]


def test_runner_killed_in_mid_job_leaves_the_job_to_the_next(runners: Runners) -> None:
    enqueue("note", "once", {"n": 1, "seconds": 60})
    victim = runners.worker("run_jobs")
    wait_until(lambda: "start 1" in runners.lines())
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    job = Job.objects.get(kind="note")
    assert (job.state, job.attempts) == ("running", 1)

    heir = runners.worker("run_jobs")
    wait_until(lambda: Job.objects.get(kind="note").state == "done")
    heir.send_signal(signal.SIGTERM)
    assert heir.wait(timeout=120) == 0

    assert runners.lines() == ["start 1", "start 1", "end 1"]
    assert Job.objects.get(kind="note").attempts == 2


def test_two_runners_at_once_run_each_job_once(runners: Runners) -> None:
    for n in range(40):
        enqueue("note", f"n{n}", {"n": n})
    pair = [runners.worker("run_jobs", "--once", seconds=0.02) for _ in range(2)]
    said = [runner.communicate(timeout=120)[0] for runner in pair]

    assert [runner.returncode for runner in pair] == [0, 0], said
    lines = Counter(runners.lines())
    assert len(lines) == 80
    assert set(lines.values()) == {1}
    assert set(Job.objects.filter(kind="note").values_list("state", "attempts")) == {("done", 1)}
    assert sum(int(text.rsplit("\n", 2)[1].split()[0]) for text in said) == 40


@pytest.mark.parametrize(("off", "times"), [({}, 1), ({"JOBS_UNLOCKED": "1"}, 2)])
def test_two_runners_that_see_a_row_at_once_need_the_lock(
    runners: Runners, off: dict[str, str], times: int
) -> None:
    """The control: with the lock off the effect happens twice, so this test can fail."""
    runners.lease = 60
    dawdle = "4" if off else "1"  # on a busy machine the second may come late
    for _ in range(2):
        runners.worker("run_jobs", seconds=2, JOBS_DAWDLE=dawdle, **off)
    runners.wait_ready(2)
    enqueue("note", "once", {"n": 1}, due=timezone.now() + timedelta(seconds=4))
    wait_until(lambda: runners.lines().count("start 1") == times)
    wait_until(lambda: Job.objects.get(kind="note").state == "done")
    time.sleep(3)

    assert runners.lines().count("start 1") == times


@pytest.mark.parametrize(("off", "times"), [({}, 1), ({"JOBS_UNKEPT": "1"}, 2)])
def test_job_that_takes_longer_than_its_lease_is_not_begun_again(
    runners: Runners, off: dict[str, str], times: int
) -> None:
    """The control: with nobody to extend the lease the second runner takes the job."""
    runners.lease = 3
    enqueue("note", "long", {"n": 1, "seconds": 7})
    for _ in range(2):
        runners.worker("run_jobs", **off)
    wait_until(lambda: runners.lines().count("end 1") == times)
    time.sleep(1)

    assert runners.lines().count("start 1") == times
    assert Job.objects.get(kind="note").attempts == times


def test_runner_told_to_stop_finishes_its_job_and_says_what_it_did(runners: Runners) -> None:
    for n in range(3):
        enqueue("note", f"n{n}", {"n": n})
    runner = runners.worker("run_jobs", seconds=1)
    wait_until(lambda: "start 0" in runners.lines())
    runner.send_signal(signal.SIGTERM)
    said, _ = runner.communicate(timeout=120)

    assert runner.returncode == 0
    assert runners.lines() == ["start 0", "end 0"]
    assert said.endswith("1 jobs run.\n")
    assert Job.objects.filter(kind="note", state="queued").count() == 2


def test_runner_that_waits_sees_a_new_job(runners: Runners) -> None:
    runners.worker("run_jobs")
    runners.wait_ready(1)
    time.sleep(1)
    enqueue("note", "new", {"n": 1})

    wait_until(lambda: "end 1" in runners.lines())
