"""Four ways of waking, one behaviour: the same jobs end the same, whoever runs them."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from brink.jobs.daily import KINDS
from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.runner import MAX_ATTEMPTS
from tests.jobs.runners import Runners, database_url, wait_until

#: What runners plan by themselves; asked for before a fixture makes it less.
NIGHTLY = list(KINDS)

pytestmark = [pytest.mark.processes, pytest.mark.usefixtures("_committed")]


def by_thread(runners: Runners) -> None:
    runners.worker("thread")


def by_command(runners: Runners) -> None:
    runners.worker("run_jobs")


def by_cron(runners: Runners) -> None:
    """It is started anew until all is done, as cron does each minute."""
    done = runners.worker("run_jobs", "--once")
    assert done.wait(timeout=120) == 0
    if not is_over():
        by_cron(runners)


def by_celery(runners: Runners) -> None:
    runners.celery("worker", "--concurrency", "2")
    runners.celery("beat")


def is_over() -> bool:
    ours = Job.objects.exclude(kind__in=NIGHTLY)
    return not ours.filter(state__in=["queued", "running", "retry"]).exists()


def give_work() -> None:
    now = timezone.now()
    enqueue("note", "plain", {"n": 1})
    enqueue("note", "plain", {"n": 100})
    enqueue("note", "later", {"n": 2}, due=now + timedelta(seconds=6))
    enqueue("note", "in time", {"n": 3}, expires=now + timedelta(hours=1))
    yesterday = now - timedelta(days=1)
    enqueue("note", "too late", {"n": 4}, due=yesterday, expires=now - timedelta(hours=1))
    enqueue("stumble", "stumble", {})
    enqueue("refused", "refused", {})
    enqueue("nobody", "nobody", {})
    Job.objects.filter(key="nobody").update(attempts=MAX_ATTEMPTS - 1)


@pytest.mark.parametrize(
    "wake",
    [by_thread, by_command, by_cron, pytest.param(by_celery, marks=pytest.mark.redis)],
)
def test_jobs_end_the_same_however_they_are_woken(
    wake: Callable[[Runners], None], request: pytest.FixtureRequest
) -> None:
    runners = request.getfixturevalue(
        "celery_runners" if request.node.get_closest_marker("redis") else "runners"
    )
    began = timezone.now()
    give_work()
    wake(runners)
    wait_until(is_over)

    ended = Job.objects.exclude(kind__in=NIGHTLY).order_by("key")
    found = {job.key: (job.state, job.attempts, job.error_line) for job in ended}
    late = found.pop("too late")
    assert found == {
        "in time": ("done", 1, ""),
        "later": ("done", 1, ""),
        "nobody": ("parked", MAX_ATTEMPTS, "Failure: No handler for jobs of kind 'nobody'."),
        "plain": ("done", 1, ""),
        "refused": ("failed", 1, "PermanentFailure: 550"),
        "stumble": ("done", 2, ""),
    }
    assert late[:2] == ("done", 1)
    assert late[2].startswith("Too late: of use until ")
    notes = ["end 1", "end 2", "end 3", "refused", "start 1", "start 2", "start 3"]
    assert sorted(runners.lines()) == [*notes, "stumble", "stumble"]
    assert Job.objects.get(key="later").finished >= began + timedelta(seconds=6)
    assert Job.objects.filter(kind="jobs.prune", state="queued").count() == 1


def test_line_of_cron_stands_in_the_manual_as_it_works(runners: Runners, tmp_path: Path) -> None:
    manual = (settings.BASE_DIR / "deploy" / "README.md").read_text()
    line = re.search(r"^\* \* \* \* \* brink (.+)$", manual, re.MULTILINE)[1]
    variables = tmp_path / "brink.env"
    variables.write_text(
        f"SECRET_KEY={'0123456789abcdef' * 4}\nALLOWED_HOSTS=brink.example\n"
        f"BASE_URL=https://brink.example\nDATABASE_URL='{database_url()}'\n"
    )
    here = {
        "/srv/brink": str(settings.BASE_DIR),
        "/etc/brink/brink.env": str(variables),
        ".venv/bin/python": sys.executable,
    }
    for there, path in here.items():
        assert there in line
        line = line.replace(there, path)
    enqueue("jobs.prune", "of-the-manual", {})

    environ = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    done = subprocess.run(["sh", "-c", line], env=environ, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert Job.objects.get(key="of-the-manual").state == "done"
