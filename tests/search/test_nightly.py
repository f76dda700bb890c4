"""The look of the night: what differs is mended and told, beside no rebuild and within its time."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from brink.home.models import HomePage
from brink.jobs.daily import KINDS
from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.runner import run_due
from search import nightly
from search.engines import EmbeddedEngine
from search.models import Entry
from search.rebuilding import LOCK, RebuildFailure, rebuild
from tests.factories.pages import add_page
from tests.factories.people import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _index(tree: dict[str, HomePage], settings: Any) -> Iterator[None]:
    settings.ELASTICSEARCH_URL = []
    for number in range(3):
        add_page(tree["nl"], title=f"Streekbrood {number}")
    run_due()
    yield
    cache.delete(LOCK)


def night() -> Job:
    enqueue(nightly.VERIFY, "search.verify:tonight", {})
    run_due()
    return Job.objects.get(key="search.verify:tonight")


def lose_one() -> None:
    EmbeddedEngine().delete([Entry.objects.latest("pk").key], 2**62)


def test_what_is_missing_is_mended_and_told_in_the_report(client: Client) -> None:
    lose_one()

    job = night()

    assert job.state == Job.State.DONE
    assert job.outcome.startswith("embedded: 1 missing, 0 stale, 0 ghosts, 0 ahead; mended.")
    assert Entry.objects.filter(texts__nl__isnull=False).count() >= 3
    client.force_login(staff(), "django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/admin/reports/jobs/?state=done&kind={nightly.VERIFY}").content.decode()
    assert "1 missing" in page


def test_index_that_is_right_is_told_so() -> None:
    job = night()

    total = Entry.objects.count()
    assert job.outcome == (
        f"embedded: holds what is published. Looked at {total} of {total} items."
    )


def test_runs_each_night() -> None:
    assert nightly.VERIFY in KINDS


def test_rebuild_that_is_at_work_is_waited_for() -> None:
    lose_one()
    cache.add(LOCK, True, 120)

    job = night()

    assert (job.state, job.attempts) == (Job.State.RETRY, 0)
    assert job.due > job.created
    assert cache.get(LOCK), "the rebuild still has it"


def test_no_rebuild_begins_while_it_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = []
    look = nightly.verify

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        with pytest.raises(RebuildFailure) as error:
            rebuild(lambda batches, total: batches)
        refused.append(error)
        return look(*args, **kwargs)

    monkeypatch.setattr(nightly, "verify", meanwhile)

    assert night().state == Job.State.DONE
    assert refused
    call_command("search_rebuild", "--quiet")


def test_time_that_is_up_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "LONGEST", 0.0)
    lose_one()

    job = night()

    assert job.outcome.endswith(f"Looked at 0 of {Entry.objects.count() + 1} items.")


def test_what_cannot_be_mended_makes_the_job_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    lose_one()
    monkeypatch.setattr("search.verifying.embed", lambda keys: None)

    job = night()

    assert job.state == Job.State.FAILED
    assert "left: 1 missing" in job.error_line
