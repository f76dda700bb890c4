"""What the outbox keeps, and for how long."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from brink.jobs.daily import every_day, plan_daily
from brink.jobs.models import Job
from brink.jobs.pruning import KEPT, prune
from brink.jobs.registry import Keep, handler
from brink.jobs.runner import run_due
from brink.jobs.thread import JobsThread

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
PLANNED = "jobs.prune:2026-11-26"


def finished(key: str, state: str, kind: str = "mail", *, days: int) -> None:
    at = timezone.now() - timedelta(days=days)
    payload = {"to": "jikke@voorbeeld.example"}
    Job.objects.create(key=key, kind=kind, state=state, payload=payload, finished=at)


def test_old_jobs_and_old_addresses_are_forgotten() -> None:
    Job.objects.all().delete()
    with time_machine.travel(NOW, tick=False):
        plan_daily()
        plan_daily()
        assert run_due() == 0, "not before the night"
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        for age, days in (("old", KEPT.days + 1), ("new", KEPT.days - 1)):
            for state in ("done", "failed", "parked"):
                finished(f"{age}-{state}", state, days=days)
        finished("old-index", "failed", "index", days=KEPT.days + 1)
        assert run_due() == 1

    left = {job.key: bool(job.payload) for job in Job.objects.exclude(kind="jobs.prune")}
    assert left == {
        "old-failed": False,
        "old-parked": False,
        "old-index": True,
        "new-done": True,
        "new-failed": True,
        "new-parked": True,
    }
    assert Job.objects.get(state="queued").key == "jobs.prune:2026-11-27"


@pytest.mark.usefixtures("_own_kinds")
def test_what_a_kind_holds_of_people_is_forgotten_as_the_kind_says() -> None:
    handler("letter", keep=Keep.KEY)(lambda payload: None)
    handler("other")(lambda payload: None)
    for kind in ("letter", "other"):
        finished(kind, "failed", kind, days=KEPT.days + 1)

    prune({})

    left = dict(Job.objects.filter(state="failed").values_list("key", "payload"))
    assert left == {"letter": {}, "other": {"to": "jikke@voorbeeld.example"}}


def test_command_plans_the_pruning() -> None:
    with time_machine.travel(NOW, tick=False):
        call_command("run_jobs", "--once", stdout=StringIO())

    assert Job.objects.filter(key=PLANNED, state="queued").exists()


def test_thread_plans_the_pruning_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brink.jobs.thread.connections.close_all", lambda: None)
    thread = JobsThread()
    with time_machine.travel(NOW, tick=False) as clock:
        thread._drain()
        Job.objects.filter(key=PLANNED).delete()
        thread._drain()
        assert not Job.objects.filter(key=PLANNED).exists()

        clock.move_to(NOW + timedelta(days=1))
        thread._drain()

    assert Job.objects.filter(key="jobs.prune:2026-11-27").exists()


def test_drops_of_long_ago_are_forgotten_too() -> None:
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        plan_daily()
        finished("too late", "done", "events.remind", days=KEPT.days + 1)
    Job.objects.update(last_error="Too late: …")
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        run_due()

    assert not Job.objects.filter(key="too late").exists()


def test_each_kind_that_runs_daily_is_planned_once() -> None:
    every_day("tidy")
    every_day("tidy")
    with time_machine.travel(NOW, tick=False):
        plan_daily()

    planned = Job.objects.filter(state="queued").order_by("key")
    assert [job.key for job in planned] == [PLANNED, "tidy:2026-11-26"]
    assert {job.due for job in planned} == {datetime(2026, 11, 26, 2, tzinfo=UTC)}
