"""The embedded runner: one thread of the web process, for a site without a worker."""

import atexit
import logging
import os
import threading
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.signals import request_started
from django.db import connections

from brink.jobs import alarm
from brink.jobs.daily import plan_daily
from brink.jobs.runner import run_next, seconds_to_next

logger = logging.getLogger(__name__)

# Another process may add rows without ringing our bell.
LONGEST_SLEEP = 15.0


class JobsThread:
    """Runs what is due until `stop`; errors are logged, never fatal."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._pid = 0

    def ensure_running(self, *_due: datetime, **_signal: Any) -> None:
        """Start when not running in this process: a thread does not survive a fork."""
        if self._is_running():
            return
        with self._lock:
            if not self._is_running() and not self._stopping.is_set():
                self._pid = os.getpid()
                self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Let the job at hand finish, within reason; its lease covers the rest."""
        self._stopping.set()
        alarm.bell.set()
        if self._thread and self._is_running():
            self._thread.join(timeout=10)

    def _is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive() and self._pid == os.getpid()

    def _work(self) -> None:
        while not self._stopping.is_set():
            alarm.bell.clear()
            alarm.bell.wait(self._drain())

    def _drain(self) -> float:
        """Run what is due and say how long to sleep."""
        try:
            plan_daily()
            while not self._stopping.is_set() and run_next() is not None:
                pass
            return seconds_to_next(LONGEST_SLEEP)
        except Exception:
            logger.exception("The jobs thread goes on after an error.")
            return LONGEST_SLEEP
        finally:
            connections.close_all()


_thread = JobsThread()


def serve() -> None:
    """Called by what serves pages (`brink.wsgi`), never by commands or tests."""
    if not settings.JOBS_THREAD:
        return
    # A pre-loading server forks after this: the first request starts the thread in the child.
    request_started.connect(_thread.ensure_running, dispatch_uid="brink.jobs.thread")
    alarm.on_ring(_thread.ensure_running)
    atexit.register(_thread.stop)
    _thread.ensure_running()
