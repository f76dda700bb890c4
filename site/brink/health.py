"""What a load balancer or a monitor asks: is this process alive, can it do its work?"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from brink.jobs import report
from search import breaker
from search.deadline import within
from search.engines import server
from search.engines.connection import READ_SECONDS

logger = logging.getLogger(__name__)

# What waits for its next try is not due. Work that is due for so long, while nothing was done
# lately either, means that nobody does it; else there is only more than can be done at once.
LATEST_JOB = timedelta(minutes=15)
LATELY = timedelta(minutes=5)


class NotReadyError(Exception):
    """The part answers, but cannot do its work; the text says why."""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers; asks nothing of any service."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every part works, else 503; the body tells each part either way.

    Errors are named by their class only: this address is open to everybody, the log has the rest.
    """
    parts = {name: examine(name, check) for name, check in CHECKS.items()}
    is_ready = all(part["ok"] for part in parts.values())
    body = {"ready": is_ready, "parts": parts}
    return JsonResponse(body, status=200 if is_ready else 503)


def examine(name: str, check: Callable[[], str]) -> dict[str, bool | str]:
    try:
        return {"ok": True, "detail": check()}
    except NotReadyError as reason:
        return {"ok": False, "detail": str(reason)}
    except Exception as error:
        logger.warning("readyz: %s does not work", name, exc_info=True)
        return {"ok": False, "detail": type(error).__name__}


def check_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return connection.vendor


def check_cache() -> str:
    """Write and read back: a cache that is full or read-only answers reads."""
    now = timezone.now().isoformat()
    cache.set("readyz", now, timeout=60)
    if cache.get("readyz") is None:
        raise NotReadyError("what is written cannot be read")
    return settings.CACHES["default"]["BACKEND"].rsplit(".", 1)[-1]


def check_jobs() -> str:
    """The job that has been due longest; parked and failed ones wait for a person, not for us."""
    seconds = int(report.seconds_late())
    is_late = seconds > LATEST_JOB.total_seconds()
    if is_late and not report.is_worked(timezone.now() - LATELY):
        raise NotReadyError(f"the oldest job has been due for {seconds} s")
    return f"the oldest job has been due for {seconds} s" if seconds else "nothing is overdue"


def check_search() -> str:
    """Without servers, search lives in the database, which has its own check."""
    engine = server()
    if not engine:
        return "embedded"
    if not answers(engine.client.ping):
        raise NotReadyError("no Elasticsearch server answers")
    if not engine.client.indices.exists_alias(name=engine.alias):
        raise NotReadyError("Elasticsearch has no index: run `manage.py search_rebuild`")
    return "elasticsearch, left alone after failures" if breaker.since() else "elasticsearch"


def answers(ping: Callable[[], bool]) -> bool:
    """In time, even if a byte comes now and then."""
    try:
        return within(READ_SECONDS, ping)
    except TimeoutError:
        return False


CHECKS: dict[str, Callable[[], str]] = {
    "database": check_database,
    "cache": check_cache,
    "jobs": check_jobs,
    "search": check_search,
}
