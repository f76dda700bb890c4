"""A cluster of three real servers loses its master while people search."""

import secrets
import time
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from search import breaker
from search.comparing import compare_server
from search.engines import server
from search.language import make_plan
from search.query import Query
from search.reading import find
from tests.factories.pages import add_page, publish
from tests.services.cluster import Cluster, running
from tests.services.service import MissingError

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.elasticsearch,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]


@pytest.fixture
def cluster(settings: Any) -> Iterator[Cluster]:
    try:
        with running() as cluster:
            settings.ELASTICSEARCH_URL = cluster.urls
            settings.ELASTICSEARCH_PREFIX = f"brink-test-{secrets.token_hex(4)}"
            settings.ELASTICSEARCH_SHARDS, settings.ELASTICSEARCH_REPLICAS = 2, 1
            yield cluster
    except MissingError as reason:
        pytest.skip(str(reason))


def searches(seconds: float) -> list[bool]:
    """A search every 50 ms, right each time: whether the cluster answered or the database."""
    answers, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        answer = find(Query(make_plan("brood", "nl"), "nl", timezone.now()))
        assert answer.results.total == 20
        answers.append(not answer.is_fallback)
        time.sleep(0.05)
    return answers


def write_out() -> None:
    """Run jobs until none is left; a new master may take its time."""
    end = time.monotonic() + 90
    while Job.objects.filter(kind="index").exclude(state=Job.State.DONE).exists():
        assert time.monotonic() < end
        Job.objects.filter(kind="index", state=Job.State.RETRY).update(due=timezone.now())
        run_due()
        time.sleep(1)


def test_master_that_dies_costs_no_search_and_no_edit(
    cluster: Cluster, tree: dict[str, HomePage]
) -> None:
    pages = [add_page(tree["nl"], title=f"Brood {n}", slug=f"brood-{n}") for n in range(20)]
    run_due()
    call_command("search_rebuild", "--quiet", stdout=StringIO())
    engine = server()
    health = engine.writer.cluster.health(
        index=engine.alias, wait_for_status="green", timeout="60s"
    )
    assert health["active_shards"] == 4
    engine.refresh()
    searches(2)
    breaker.close()  # a cluster that is cold may take more than its second
    assert searches(2)[-1]

    cluster.kill_master()
    after = searches(20)
    publish(pages[0], title="Brood van vandaag")
    write_out()

    assert len(after) > 50
    assert after.count(False) < len(after) / 2
    assert after[-1], "the two that are left answer"
    assert not compare_server(engine, engine.alias)
