"""The bell between who writes a job and the thread that runs it, within one process."""

import threading
from collections.abc import Callable

bell = threading.Event()
_listeners: list[Callable[[], None]] = []


def ring() -> None:
    """Called after the commit of a new job."""
    bell.set()
    for listener in _listeners:
        listener()


def on_ring(listener: Callable[[], None]) -> None:
    if listener not in _listeners:
        _listeners.append(listener)
