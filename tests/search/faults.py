"""A proxy in front of a real Elasticsearch that passes on, or does what proxies and servers do."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

PRODUCT = "X-Elastic-Product"
JSON = "application/vnd.elasticsearch+json;compatible-with=8"
PATIENCE = 10  # seconds that a fault lasts at most: longer than any budget


@dataclass
class Answer:
    """What the server behind the proxy said; a fault sends something else."""

    status: int
    type: str
    body: bytes
    is_product: bool = True
    #: bytes after which the connection is closed, and seconds between the bytes
    cut: int | None = None
    pause: float = 0.0

    def send(self, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(self.status)
        handler.send_header("Content-Type", self.type)
        handler.send_header("Content-Length", str(len(self.body)))
        if self.is_product:
            handler.send_header(PRODUCT, "Elasticsearch")
        handler.end_headers()
        if handler.command != "HEAD":
            self.send_body(handler)

    def send_body(self, handler: BaseHTTPRequestHandler) -> None:
        body = self.body[: self.cut]
        for piece in pieces(body) if self.pause else [body]:
            handler.wfile.write(piece)
            time.sleep(self.pause)
        handler.close_connection = handler.close_connection or self.cut is not None


def pieces(body: bytes) -> list[bytes]:
    return [body[place : place + 1] for place in range(len(body))]


Fault = Callable[[Answer, BaseHTTPRequestHandler], Answer | None]


def hang(answer: Answer, handler: BaseHTTPRequestHandler) -> None:
    """Nothing at all, until the other side gives up."""
    handler.connection.settimeout(PATIENCE)
    handler.connection.recv(1)


def drip(answer: Answer, handler: BaseHTTPRequestHandler) -> Answer:
    """Each byte within the client's own time-out."""
    answer.pause = 0.3
    return answer


def drip_head(answer: Answer, handler: BaseHTTPRequestHandler) -> None:
    for _number in range(int(PATIENCE / 0.3)):
        handler.wfile.write(b"H")
        time.sleep(0.3)


def cut(answer: Answer, handler: BaseHTTPRequestHandler) -> Answer:
    answer.cut = len(answer.body) // 2
    return answer


def close(answer: Answer, handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def noise(answer: Answer, handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(bytes(range(256)))
    handler.close_connection = True


def refuse_with(status: int) -> Fault:
    body = json.dumps({"error": {"type": "fault", "reason": "fault"}, "status": status}).encode()
    return lambda answer, handler: Answer(status, JSON, body)


def html(answer: Answer, handler: BaseHTTPRequestHandler) -> Answer:
    return Answer(200, "text/html", b"<html>Sign in to the network</html>")


def garbage(answer: Answer, handler: BaseHTTPRequestHandler) -> Answer:
    return Answer(200, JSON, b'{"hits": \xff\xfe')


def nested(answer: Answer, handler: BaseHTTPRequestHandler) -> Answer:
    return Answer(200, JSON, b"[" * 100_000)


def stranger(answer: Answer, handler: BaseHTTPRequestHandler) -> Answer:
    answer.is_product = False
    return answer


def with_values(**values: Any) -> Fault:
    def change(answer: Answer, handler: BaseHTTPRequestHandler) -> Answer:
        answer.body = json.dumps({**json.loads(answer.body), **values}).encode()
        return answer

    return change


FAULTS: dict[str, Fault] = {
    "hang": hang,
    "drip": drip,
    "drip of the head": drip_head,
    "cut": cut,
    "closed": close,
    "noise": noise,
    "401": refuse_with(401),
    "403": refuse_with(403),
    "404": refuse_with(404),
    "429": refuse_with(429),
    "502": refuse_with(502),
    "503": refuse_with(503),
    "a page of HTML": html,
    "garbage": garbage,
    "deep garbage": nested,
    "another product": stranger,
    "timed out": with_values(timed_out=True),
    "failed shards": with_values(_shards={"total": 2, "successful": 1, "failed": 1}),
    "hits of another kind": with_values(hits={"total": {"value": 1}, "hits": ["one"]}),
    "no counts": with_values(aggregations=None),
}


@dataclass
class Proxy:
    """`fault` is done to each request; None passes all on. `asked` are methods and paths."""

    target: str
    fault: Fault | None = None
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler_of(self))
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def shut(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Nobody listens; connections that were open are answered like any other fault."""
        self.shut()
        self.fault, before = close, self.fault
        try:
            yield
        finally:
            self.fault = before
            self.open()

    @contextmanager
    def doing(self, fault: Fault) -> Iterator[None]:
        self.fault, before = fault, self.fault
        try:
            yield
        finally:
            self.fault = before

    def ask(self, handler: BaseHTTPRequestHandler) -> Answer:
        """What the real server says to this request."""
        there = urlsplit(self.target)
        connection = http.client.HTTPConnection(str(there.hostname), there.port, timeout=60)
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        kept = {name: handler.headers[name] for name in ("Accept", "Content-Type")}
        headers = {name: value for name, value in kept.items() if value}
        with closing(connection):
            connection.request(handler.command, handler.path, body, headers)
            told = connection.getresponse()
            return Answer(told.status, told.headers.get("Content-Type") or JSON, told.read())


def handler_of(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            proxy.asked.append(f"{self.command} {self.path}")
            answer: Answer | None = proxy.ask(self)
            try:
                if proxy.fault:
                    answer = proxy.fault(answer, self)
                if answer:
                    answer.send(self)
            except OSError:  # the client hung up, as it should
                self.close_connection = True

        do_POST = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815  (of the standard library)

        def log_message(self, *args: Any) -> None:
            """Be quiet."""

    return Handler
