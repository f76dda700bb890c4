import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as project
from wagtail.models import Page

from search.engines import ElasticsearchEngine, EmbeddedEngine, Engine
from tests.search.faults import Proxy

EMBEDDED = pytest.param("embedded", id="embedded")
SERVER = pytest.param("elasticsearch", id="elasticsearch", marks=pytest.mark.elasticsearch)


@pytest.fixture
def elasticsearch(settings: Any) -> Iterator[ElasticsearchEngine]:
    """An empty index of this test's own on a real server; exactly that is deleted afterwards."""
    hosts = project.ELASTICSEARCH_URL
    if not hosts:
        pytest.skip("ELASTICSEARCH_URL is not set")
    settings.ELASTICSEARCH_URL = hosts
    settings.ELASTICSEARCH_PREFIX = f"brink-test-{secrets.token_hex(6)}"
    engine = ElasticsearchEngine(hosts, settings.ELASTICSEARCH_PREFIX)
    engine.clear()
    yield engine
    mine = engine.writer.indices.get(index=f"{engine.family}-*")
    for index in list(mine.body):
        engine.writer.indices.delete(index=index)


@pytest.fixture
def proxy(elasticsearch: ElasticsearchEngine, settings: Any) -> Iterator[Proxy]:
    """Stands before the server, and is all that the site knows of it."""
    proxy = Proxy(settings.ELASTICSEARCH_URL[0])
    proxy.open()
    settings.ELASTICSEARCH_URL = [proxy.url]
    yield proxy
    proxy.shut()


@pytest.fixture
def page(db: None) -> Page:
    """Any live page, for cards to stand on: an index does not care what is behind a card."""
    return Page.get_first_root_node()


@pytest.fixture(params=[EMBEDDED, SERVER])
def engine(request: pytest.FixtureRequest, db: None, settings: Any) -> Engine:
    """Each engine in turn, empty; the one that the page then uses."""
    if request.param == "elasticsearch":
        return request.getfixturevalue("elasticsearch")
    settings.ELASTICSEARCH_URL = []
    return EmbeddedEngine()
