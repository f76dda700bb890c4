"""A server that fails in any way: the page answers, quickly, from the embedded engine."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from brink.home.models import HomePage
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from search.engines import ElasticsearchEngine
from tests.factories.pages import add_page

pytestmark = pytest.mark.django_db

NOTE = "Onze zoekserver antwoordt niet"
PRODUCT = ("X-Elastic-Product", "Elasticsearch")
JSON = ("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
HTML = ("Content-Type", "text/html")

Answer = Callable[[BaseHTTPRequestHandler], None]


def reply(status: int, body: bytes, *headers: tuple[str, str]) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers:
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def hang(request: BaseHTTPRequestHandler) -> None:
    time.sleep(20)


def drip(request: BaseHTTPRequestHandler) -> None:
    """A byte at a time: each is within the client's own time-out."""
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    for _number in range(50):
        request.wfile.write(b" ")
        time.sleep(0.4)


def half(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b'{"hits": {')


FAULTS = {
    "hang": hang,
    "drip": drip,
    "half": half,
    "429": reply(429, b"{}", JSON, PRODUCT),
    "503": reply(503, b"{}", JSON, PRODUCT),
    "401": reply(401, b"{}", JSON, PRODUCT),
    "missing index": reply(404, b'{"error": {"type": "index_not_found_exception"}}', JSON, PRODUCT),
    "broken json": reply(200, b'{"hits": ', JSON, PRODUCT),
    "a proxy's page": reply(200, b"<html>Welcome</html>", HTML, PRODUCT),
    "another product": reply(200, b"{}", JSON),
    "an empty answer": reply(200, b"{}", JSON, PRODUCT),
    "timed out": reply(200, b'{"timed_out": true, "_shards": {"failed": 0}}', JSON, PRODUCT),
    "a shard failed": reply(200, b'{"timed_out": false, "_shards": {"failed": 1}}', JSON, PRODUCT),
}
# The first two are waited for until our own patience ends.
PARAMETERS = [
    pytest.param(name, marks=pytest.mark.slow if name in {"hang", "drip"} else ())
    for name in FAULTS
]


@contextmanager
def server_that(answer: Answer, asked: list[str] | None = None) -> Iterator[str]:
    """A server on this machine with one fault; the paths it is asked for are added to `asked`."""
    asked = [] if asked is None else asked

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            try:
                answer(self)
            except OSError:  # the client hung up, as it should
                self.close_connection = True

        do_GET = do_HEAD = do_PUT = do_POST  # noqa: N815  (names of the standard library)

        def log_message(self, *args: Any) -> None:
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def bread(tree: dict[str, HomePage], settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    add_page(tree["nl"], title="Streekbrood")
    run_due()


@pytest.mark.parametrize("fault", PARAMETERS)
def test_a_faulty_server_costs_a_note_and_no_results(
    client: Client, bread: None, settings: Any, fault: str
) -> None:
    client.get("/nl/zoeken/", {"q": "streekbrood"})  # the first search reads the words of Dutch
    asked: list[str] = []
    client.get("/nl/zoeken/")  # the first page of a process loads templates and words
    with server_that(FAULTS[fault], asked) as address:
        settings.ELASTICSEARCH_URL = [address]
        begin = time.monotonic()
        response = client.get("/nl/zoeken/", {"q": "streekbrood"})
        took = time.monotonic() - begin
    assert asked, "the server was asked"
    html = response.content.decode()
    assert response.status_code == 200
    assert NOTE in html
    assert "<mark>Streekbrood</mark>" in html
    assert took < 8, "our patience ends long before such a server does"


def test_a_server_that_is_not_there_costs_a_note(
    client: Client, bread: None, settings: Any
) -> None:
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    html = client.get("/nl/zoeken/", {"q": "streekbrood"}).content.decode()
    assert NOTE in html
    assert "<mark>Streekbrood</mark>" in html


def test_without_a_server_there_is_no_note(client: Client, bread: None) -> None:
    assert NOTE not in client.get("/nl/zoeken/", {"q": "streekbrood"}).content.decode()


def test_a_write_to_a_server_that_is_not_there_is_tried_again(
    client: Client, bread: None, tree: dict[str, HomePage], settings: Any
) -> None:
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    add_page(tree["nl"], title="Boerenkaas", slug="kaas")
    run_due()
    assert Job.objects.filter(kind="index", state=Job.State.RETRY).count() == 1
    html = client.get("/nl/zoeken/", {"q": "boerenkaas"}).content.decode()
    assert "<mark>Boerenkaas</mark>" in html, "the embedded engine has it all the same"


@pytest.mark.elasticsearch
def test_an_index_with_a_wrong_mapping_costs_a_note(
    client: Client, elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    add_page(tree["nl"], title="Streekbrood")
    name = f"{elasticsearch.alias}-wrong"
    mapping = {"properties": {"kind": {"type": "text"}, "published": {"type": "text"}}}
    elasticsearch.writer.indices.create(index=name, mappings=mapping)
    elasticsearch.drop(elasticsearch.swap_in(name))
    run_due()
    html = client.get("/nl/zoeken/", {"q": "streekbrood"}).content.decode()
    assert NOTE in html
    assert "<mark>Streekbrood</mark>" in html


def test_the_admin_never_asks_the_server(admin_client: Client, bread: None, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    response = admin_client.get("/admin/pages/search/", {"q": "streekbrood"})
    assert "Streekbrood" in response.content.decode()
