"""Calls that end in time, whatever the other side does.

A client's own time-out is for each read, so a byte now and then would hold a page for as long as
that lasts. The deadline is outside of it: the call has a thread of its own, and when its time is up
its connection is closed under it, so that the thread ends as well.
"""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

from elastic_transport import NodeConfig, Urllib3HttpNode
from urllib3.connection import HTTPConnection, HTTPSConnection

Result = TypeVar("Result")
_this = threading.local()


def within(seconds: float, call: Callable[[], Result]) -> Result:
    """What the call gives or raises; TimeoutError when that takes longer.

    No pool: threads that hang in one would keep those waiting that come after.
    """
    errand = Errand(call)
    threading.Thread(target=errand.run, name="deadline", daemon=True).start()
    try:
        return errand.outcome.result(timeout=seconds)
    except TimeoutError:
        errand.hang_up()
        raise


class Errand:
    """One call, and the connection that it is using."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call = call
        self.outcome: Future[Any] = Future()
        self.connection: HTTPConnection | None = None
        self.is_over = False

    def run(self) -> None:
        _this.errand = self
        try:
            self.outcome.set_result(self.call())
        except BaseException as error:
            self.outcome.set_exception(error)

    def hold(self, connection: HTTPConnection) -> None:
        """A connection that is about to be used; not by a call that nobody waits for any more."""
        self.connection = connection
        if self.is_over:
            raise TimeoutError("its time is up")

    def hang_up(self) -> None:
        self.is_over = True
        held = self.connection.sock if self.connection else None
        if held:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)


def hold(connection: HTTPConnection) -> None:
    errand: Errand | None = getattr(_this, "errand", None)
    if errand:
        errand.hold(connection)


class HeldConnection(HTTPConnection):
    def connect(self) -> None:
        hold(self)
        super().connect()
        hold(self)  # that took its time

    def request(self, *args: Any, **kwargs: Any) -> None:
        hold(self)
        super().request(*args, **kwargs)


class HeldTlsConnection(HeldConnection, HTTPSConnection):
    """The same, for a handshake too."""


class HeldNode(Urllib3HttpNode):
    """The client's own way to a server, with connections that can be closed from outside."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        tls = config.scheme == "https"
        self.pool.ConnectionCls = HeldTlsConnection if tls else HeldConnection
