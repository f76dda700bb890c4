"""The bell between who writes a job and what runs it, within one process."""

import threading
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

bell = threading.Event()
_listeners: list[Callable[[datetime], None]] = []


def ring_after_commit(due: datetime) -> None:
    """Tell that there are jobs due at that moment, once others can see them.

    What listens must not fail the request: the rows are there, and some runner will look.
    """

    def tell() -> None:  # no partial: Django asks for its name when it fails
        ring(due)

    transaction.on_commit(tell, robust=True)


def ring(due: datetime) -> None:
    bell.set()
    for listener in _listeners:
        listener(due)


def on_ring(listener: Callable[[datetime], None]) -> None:
    """Listeners must return at once: the request that wrote the job waits for them."""
    if listener not in _listeners:
        _listeners.append(listener)
