"""A server that is away for writers: editors notice nothing, and nothing is lost."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import Card, PlainPage
from search import indexing
from search.comparing import compare_server, published_keys
from search.engines import ElasticsearchEngine, EngineFailure
from search.models import Entry
from tests.factories.editor import Editor
from tests.factories.pages import add_page, publish
from tests.search.faults import FAULTS, Proxy

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def index_jobs() -> list[Job]:
    return list(Job.objects.filter(kind="index").order_by("pk"))


def let_time_pass() -> None:
    """Until the jobs that wait for the server are due."""
    Job.objects.filter(kind="index").update(due=timezone.now() - timedelta(seconds=1))


def bulks(proxy: Proxy) -> int:
    return sum("_bulk" in asked for asked in proxy.asked)


def in_the_index(engine: ElasticsearchEngine) -> set[str]:
    return set(engine.versions(engine.alias))


@pytest.fixture
def article(proxy: Proxy, tree: dict[str, HomePage]) -> PlainPage:
    page = add_page(tree["nl"], title="Streekbrood")
    run_due()
    return page


@pytest.mark.parametrize("fault", ["hang", "closed"])
def test_editors_never_wait_for_a_server_that_is_away(
    article: PlainPage, proxy: Proxy, fault: str
) -> None:
    editor = Editor.log_in()
    proxy.asked.clear()
    with proxy.doing(FAULTS[fault]):
        assert editor.edit(article, title="Roggebrood").status_code == 302
        editor.publish(article, title="Volkorenbrood")
        found = editor.client.get("/admin/pages/search/", {"q": "volkorenbrood"})

    assert "Volkorenbrood" in found.content.decode()
    assert proxy.asked == []


@pytest.mark.parametrize("fault", ["closed", "cut", "401", "403", "429", "503", "a page of HTML"])
def test_a_job_waits_for_a_server_and_keeps_its_attempts(
    article: PlainPage, proxy: Proxy, elasticsearch: ElasticsearchEngine, fault: str
) -> None:
    article.delete()
    with proxy.doing(FAULTS[fault]):
        run_due()

    job = index_jobs()[-1]
    assert (job.state, job.attempts) == (Job.State.RETRY, 0)
    assert job.error_line.startswith("Away: Elasticsearch is away")
    let_time_pass()
    run_due()
    assert in_the_index(elasticsearch) == set()


@pytest.mark.slow
def test_an_outage_of_a_hundred_edits_and_twenty_deletes_loses_none(
    proxy: Proxy, elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    pages = [add_page(tree["nl"], title=f"Brood {n}", slug=f"brood-{n}") for n in range(30)]
    run_due()
    with proxy.refusing():
        for number in range(100):
            publish(pages[number % 30], title=f"Kaas {number}")
            if number % 10 == 0:
                run_due()
        for page in pages[:20]:
            page.delete()
        run_due()
        assert {job.attempts for job in index_jobs() if job.state == Job.State.RETRY} == {0}
    proxy.asked.clear()
    let_time_pass()

    run_due()

    assert {job.state for job in index_jobs()} == {Job.State.DONE}
    assert in_the_index(elasticsearch) == {str(key) for key in published_keys()}
    assert len(in_the_index(elasticsearch)) == 10
    assert not compare_server(elasticsearch, elasticsearch.alias)
    assert bulks(proxy) <= 10, "many at a time"


def test_jobs_that_are_due_together_are_one_request(
    proxy: Proxy, elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    for number in range(12):
        add_page(tree["nl"], title=f"Brood {number}", slug=f"brood-{number}")
    proxy.asked.clear()

    run_due()

    assert bulks(proxy) == 1
    assert len(in_the_index(elasticsearch)) == 12
    assert {job.state for job in index_jobs()} == {Job.State.DONE}


def test_an_item_that_cannot_be_indexed_does_not_stop_the_others(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage], monkeypatch: Any
) -> None:
    pages = [add_page(tree["nl"], title=f"Brood {n}", slug=f"brood-{n}") for n in range(5)]
    bad, make_document = pages[2].translation_key, indexing.make_document

    def stumble(offer: Any) -> Any:
        if offer.key == bad:
            raise EngineFailure("refused")
        return make_document(offer)

    monkeypatch.setattr(indexing, "make_document", stumble)
    run_due()

    assert in_the_index(elasticsearch) == {
        str(page.translation_key) for page in pages if page.translation_key != bad
    }
    assert [job.payload["key"] for job in index_jobs() if job.state == Job.State.RETRY] == [
        str(bad)
    ]


def forget_deletes_soon(engine: ElasticsearchEngine) -> None:
    for index in engine.indices():
        engine.writer.indices.put_settings(index=index, settings={"gc_deletes": "1s"})


def hold_up(monkeypatch: Any, meanwhile: Callable[[], None]) -> None:
    """The first write after this is sent after `meanwhile`."""
    put, held = ElasticsearchEngine.put, []

    def put_late(self: ElasticsearchEngine, *args: Any) -> Any:
        if not held:
            held.append(True)
            meanwhile()
        return put(self, *args)

    monkeypatch.setattr(ElasticsearchEngine, "put", put_late)


def write_while_it_is_deleted(
    engine: ElasticsearchEngine, article: PlainPage, monkeypatch: Any
) -> None:
    """A worker reads the page, sleeps while it goes and that is forgotten, and sends it."""
    forget_deletes_soon(engine)
    key = article.translation_key

    def meanwhile() -> None:
        article.delete()
        indexing.bring_up_to_date([key])
        time.sleep(3)
        engine.refresh()

    hold_up(monkeypatch, meanwhile)
    indexing.bring_up_to_date([key])


@pytest.mark.slow
def test_a_write_later_than_deletes_are_remembered_leaves_no_ghost(
    elasticsearch: ElasticsearchEngine, article: PlainPage, monkeypatch: Any
) -> None:
    write_while_it_is_deleted(elasticsearch, article, monkeypatch)

    assert in_the_index(elasticsearch) == set()


@pytest.mark.slow
def test_without_a_second_look_there_would_be_a_ghost(
    elasticsearch: ElasticsearchEngine, article: PlainPage, monkeypatch: Any
) -> None:
    """The control."""
    monkeypatch.setattr(indexing, "unpublished", lambda documents: [])

    write_while_it_is_deleted(elasticsearch, article, monkeypatch)

    assert in_the_index(elasticsearch) == {str(article.translation_key)}


def test_an_old_write_does_not_replace_a_newer_one(
    elasticsearch: ElasticsearchEngine, article: PlainPage, monkeypatch: Any
) -> None:
    def meanwhile() -> None:
        publish(article, title="Roggebrood")
        indexing.bring_up_to_date([article.translation_key])

    hold_up(monkeypatch, meanwhile)
    indexing.bring_up_to_date([article.translation_key])

    found = elasticsearch.client.get(index=elasticsearch.alias, id=str(article.translation_key))
    assert "roggebrood" in found["_source"]["title_nl"]
    assert found["_version"] == Entry.objects.get().version
    assert Card.objects.filter(title="Roggebrood").exists()
