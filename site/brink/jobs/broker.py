"""Call Celery's workers without ever waiting for the broker."""

import atexit
import logging
import os
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

logger = logging.getLogger(__name__)

LAST_WORDS = 5.0  # seconds that a process which ends waits for its message


class Messenger:
    """A thread that sends what others ask for; asked several times at once, it sends once.

    A broker may refuse, hang, or have a name that does not resolve, and no timeout bounds the
    last. So a request does no more than set a flag. A message that is lost costs some seconds:
    beat sweeps what is due.
    """

    def __init__(self, send: Callable[[], Any]) -> None:
        self._send = send
        self._reset()
        # A server forks its workers, and threads do not come along; their locks might.
        os.register_at_fork(after_in_child=self._reset)
        atexit.register(self.stop)

    def _reset(self) -> None:
        self._lock, self._bell = threading.Lock(), threading.Event()
        self._thread: threading.Thread | None = None
        self._is_asked = self._is_stopping = self._is_down = False

    def ring(self, due: datetime) -> None:
        """Ask for a message now; what is due later is left to beat."""
        if due > timezone.now():
            return
        self._is_asked = True
        self._bell.set()
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="messenger", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Send what is asked for, within reason; a command that enqueues may end right after."""
        self._is_stopping = True
        self._bell.set()
        if self._thread:
            self._thread.join(timeout=LAST_WORDS)

    def _work(self) -> None:
        while not self._is_stopping or self._is_asked:
            self._bell.wait()
            self._bell.clear()
            if self._is_asked:
                self._is_asked = False
                self._deliver()

    def _deliver(self) -> None:
        """Say once that the broker is away, and once that it is back; never more."""
        try:
            self._send()
        except Exception as error:
            if not self._is_down:
                # By its class: the words of the error may hold the address with its password.
                logger.warning("The broker takes no message: %s", type(error).__name__)
            self._is_down = True
        else:
            if self._is_down:
                logger.info("The broker takes messages again.")
            self._is_down = False
