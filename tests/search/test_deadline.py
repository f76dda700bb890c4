"""A call ends in time, and leaves no thread behind."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from elasticsearch import Elasticsearch

from search.deadline import HeldNode, within
from search.engines.connection import connect

HTTP = b"HTTP/1.1 200 OK\r\n"
TLS = b"\x16\x03\x03\x40\x00"  # a handshake of 16 kB is to come


@contextmanager
def endless(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does the same with each connection, until the test is over."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                talk, _address = server.accept()
                threading.Thread(target=behave, args=[talk], daemon=True).start()
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.close()


def drip(talk: socket.socket) -> None:
    """For a minute, were it not for the other side."""
    try:
        begin, more = (TLS, b"\0") if talk.recv(1, socket.MSG_PEEK) == b"\x16" else (HTTP, b"X")
        talk.recv(1000)
        talk.sendall(begin)
        for _number in range(300):
            talk.sendall(more)
            time.sleep(0.2)
    except OSError:
        talk.close()


def waiting() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "deadline"]


def test_what_a_call_gives_or_raises_is_passed_on() -> None:
    assert within(1, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(1, lambda: 1 // 0)


@pytest.mark.slow
def test_the_clients_own_time_out_does_not_see_a_drip() -> None:
    """The control: without this, nothing here would prove anything."""
    with endless(drip) as url:
        client = Elasticsearch(url, request_timeout=0.5, max_retries=0, node_class=HeldNode)
        with pytest.raises(TimeoutError):
            within(1.5, client.info)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_drip_without_end_leaves_no_thread_behind(scheme: str) -> None:
    with endless(drip) as url:
        client = connect((url.replace("http:", f"{scheme}:"),))
        for _number in range(3):
            began = time.monotonic()
            with pytest.raises(TimeoutError):
                within(0.5, client.info)
            assert time.monotonic() - began < 0.8
        deadline = time.monotonic() + 2
        while waiting() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert waiting() == []
