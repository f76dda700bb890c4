"""All services of a test run together: started side by side, stopped in any case."""

import shutil
import signal
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from tests.services import chromium, elasticsearch, gettext, postgres, redis
from tests.services.service import MissingError, Service

PROVIDERS: dict[str, Callable[[Path], Service]] = {
    "chromium": chromium.provide,
    "gettext": gettext.provide,
    "postgres": postgres.provide,
    "redis": redis.provide,
    "elasticsearch": elasticsearch.provide,
}
STOPPING = (signal.SIGINT, signal.SIGTERM)


class Team:
    """Starts on entering and stops on leaving; `get` waits for one member."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.missing: dict[str, str] = {}

    def __enter__(self) -> Self:
        # Servers that refuse root must reach their data: not every temporary folder lets them.
        self.folder = Path(tempfile.mkdtemp(prefix="brink-", dir="/var/tmp"))
        self.folder.chmod(0o755)
        self.pool = ThreadPoolExecutor(max_workers=len(self.names))
        self.members: dict[str, Future[Service]] = {
            name: self.pool.submit(PROVIDERS[name], self.folder / name) for name in self.names
        }
        return self

    def get(self, name: str) -> Service | None:
        try:
            return self.members[name].result()
        except MissingError as reason:
            self.missing[name] = str(reason)
            return None

    def __exit__(self, *_error: object) -> None:
        """Stop everything; who is impatient and asks twice would leave servers behind."""
        asked = {number: signal.signal(number, signal.SIG_IGN) for number in STOPPING}
        for name in self.names:
            if service := self.get(name):
                service.stop()
        self.pool.shutdown()
        shutil.rmtree(self.folder, ignore_errors=True)
        for number, handler in asked.items():
            signal.signal(number, handler)
