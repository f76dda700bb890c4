"""`gunicorn` at the root serves Brink."""

import gc
import os
import sys
from pathlib import Path

from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))

from brink.discretion import DiscreetFormatter


class DiscreetLogger(Logger):
    """Writes no secret of an address, neither for a request nor for an error in one."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            if written := handler.formatter:
                handler.setFormatter(DiscreetFormatter(written._fmt, written.datefmt))


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


def post_worker_init(worker: Worker) -> None:
    """Load what the first visitor would wait for, and keep it out of the search for garbage.

    Looking through all that lives, some 300,000 objects, holds up whoever waits then for a quarter
    of a second. A worker that cannot load this says so and does not serve.
    """
    if worker.app.app_uri == wsgi_app:
        import brink.urls  # noqa: F401  (all views)
        from search.language import LANGUAGES, make_plan

        for lang in LANGUAGES:
            make_plan("van klacht naar vraag", lang)
    gc.collect()
    gc.freeze()
