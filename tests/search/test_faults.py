"""Each fault of a server, or of what stands before it: the page answers in time, with a note."""

import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from search import breaker
from search.breaker import FAILURES
from search.engines import ElasticsearchEngine
from search.engines.connection import connect
from tests.factories.pages import add_page
from tests.search.faults import FAULTS, Proxy

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

NOTE = "Onze zoekserver antwoordt niet"
#: A second for the server, the rest for our own answer on a busy machine; the faults last for ten.
BUDGET = 5.0


@pytest.fixture
def bread(proxy: Proxy, elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]) -> None:
    add_page(tree["nl"], title="Streekbrood")
    run_due()
    elasticsearch.refresh()
    Client().get("/nl/zoeken/")  # the first page of a process loads templates and words


def read_page(client: Client) -> str:
    """The page of a search, in time and with what was looked for."""
    began = time.monotonic()
    response = client.get("/nl/zoeken/", {"q": "streekbrood"})
    assert time.monotonic() - began < BUDGET
    assert response.status_code == 200
    html = response.content.decode()
    assert "<mark>Streekbrood</mark>" in html
    return html


def test_without_a_fault_the_server_answers_through_the_proxy(
    client: Client, bread: None, proxy: Proxy
) -> None:
    proxy.asked.clear()

    html = read_page(client)

    assert NOTE not in html
    assert proxy.asked
    assert all(path.partition("?")[0].endswith("/_search") for path in proxy.asked)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_costs_a_note_and_no_results(
    client: Client, bread: None, proxy: Proxy, fault: str
) -> None:
    connect.cache_clear()  # a client looks once whether it is Elasticsearch that it talks to
    proxy.asked.clear()

    with proxy.doing(FAULTS[fault]):
        html = read_page(client)

    assert NOTE in html
    assert len(proxy.asked) == 1, "the server was asked, and once"


def test_a_server_that_refuses_costs_a_note(client: Client, bread: None, proxy: Proxy) -> None:
    with proxy.refusing():
        assert NOTE in read_page(client)


@pytest.mark.parametrize("fault", ["hang", "drip of the head"])
def test_a_monitor_is_told_in_time(client: Client, proxy: Proxy, fault: str) -> None:
    assert client.get("/readyz").json()["parts"]["search"] == {
        "ok": True,
        "detail": "elasticsearch",
    }

    with proxy.doing(FAULTS[fault]):
        began = time.monotonic()
        told = client.get("/readyz").json()["parts"]["search"]

    assert told == {"ok": False, "detail": "no Elasticsearch server answers"}
    assert time.monotonic() - began < BUDGET


@pytest.mark.slow
def test_a_server_that_hangs_is_left_alone_and_tried_again_by_one_reader(
    client: Client, bread: None, proxy: Proxy
) -> None:
    proxy.asked.clear()
    with proxy.doing(FAULTS["hang"]):
        for _number in range(FAILURES):
            assert NOTE in read_page(client)
        assert len(proxy.asked) == FAILURES
        assert NOTE in read_page(client)
        assert len(proxy.asked) == FAILURES, "it is left alone"
        assert breaker.since()
        end_pause()
        assert NOTE in read_page(client)
        assert len(proxy.asked) == FAILURES + 1, "one reader tried"
    end_pause()
    assert NOTE not in read_page(client), "it answers again"
    assert breaker.since() is None


def end_pause() -> None:
    opened = breaker.opening()
    assert opened
    cache.set(breaker.KEY, opened._replace(until=timezone.now()))
