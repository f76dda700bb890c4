"""Answers to programmes that come back all day: whole when something changed, else 304.

For who names an ETag the content version is the one query before that is decided.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, parse_etags, quote_etag
from django.utils.translation import get_language

from brink.pages.version import Stamp, content_stamp
from events.calendar.blocks import edition
from events.calendar.memo import remember

CONTENT_TYPE = "text/calendar; charset=utf-8"
MAX_AGE = 300


def answer(
    request: HttpRequest,
    subject: str,
    content: Callable[[], bytes],
    *,
    since: datetime | None = None,
    stamp: Callable[[], Stamp] = content_stamp,
) -> HttpResponse:
    """200 with the calendar, or 304 when the reader has it.

    `subject` tells everything beside content, language and code that the bytes depend on; `since`
    is when it last changed by itself. None: nobody can tell, so there is no date. `stamp` reads the
    version it depends on. What `content` raises, such as a 404, comes before any 304 but that of
    an ETag.
    """
    number, changed = stamp()
    etag = etag_of((number, changed), subject)
    modified = date_of(max(changed, since)) if since else None
    body = b"" if is_named(etag, request) else remember(etag, content)
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    return labelled(response or HttpResponse(body, content_type=CONTENT_TYPE), etag, modified)


def labelled(response: HttpResponse, etag: str, modified: int | None) -> HttpResponse:
    """With what a reader is to send back, so that it hears that nothing changed."""
    response["ETag"] = etag
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def is_named(etag: str, request: HttpRequest) -> bool:
    """Whether the reader has this very ETag, and so had the calendar.

    `*` or a date may be sent to any address: first it must turn out that there is something.
    """
    named = parse_etags(request.headers.get("If-None-Match", ""))
    return etag in (each.removeprefix("W/") for each in named)


def etag_of(version: Stamp, subject: str) -> str:
    """Changes with everything that can change the bytes.

    The moment of the version too: a database put back from a copy counts the same numbers again.
    """
    parts = repr((edition(), *version, get_language(), subject))
    return quote_etag(hashlib.sha256(parts.encode()).hexdigest()[:32])


def date_of(changed: datetime) -> int | None:
    """Whole seconds; no two versions share one (`bump_version`).

    After many changes in a moment the last lies ahead of the clock, and has no date until then.
    """
    return int(changed.timestamp()) if changed <= timezone.now() else None
