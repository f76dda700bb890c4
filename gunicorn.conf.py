"""`gunicorn` at the root serves Brink."""

import os
import sys
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))

from brink.discretion import conceal


class DiscreetLogger(Logger):
    def atoms(self, *args: Any) -> dict[str, Any]:
        found = super().atoms(*args)
        return {
            name: conceal(value) if isinstance(value, str) else value
            for name, value in found.items()
        }


wsgi_app = "brink.wsgi"
pythonpath = "site"
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 2
timeout = 60
# A worker that has served much is replaced, not all at once: small leaks stay small.
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
logger_class = DiscreetLogger
