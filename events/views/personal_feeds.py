"""The agenda of one person, read by calendar programmes: no login, no cookie, no redirect."""

import hashlib
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from events.personal_calendar import personal_calendar
from events.personal_feeds import find_feed, note_use, seconds_to_wait
from events.views.answers import View
from events.views.conditional import CONTENT_TYPE

TEXT = "text/plain; charset=utf-8"


def secret(view: View) -> View:
    """Whatever the answer: for one reader, never without asking again, found by nobody.

    `no-store` would also forbid a calendar to keep what a 304 refers to.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


@csrf_exempt  # it only reads; calendars ask by PROPFIND first, and a 405 tells them what it is not
@secret
@require_safe
def serve_personal_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, 304 when the reader has it, and one 404 for all that is wrong.

    The ETag is that of the bytes: an agenda has some dozens of entries, and what is published
    elsewhere on the site makes nobody fetch theirs again.
    """
    feed = find_feed(token)
    if feed is None:
        return HttpResponseNotFound(_("There is no such calendar.") + "\n", content_type=TEXT)
    if seconds := seconds_to_wait(feed):
        return too_often(seconds)
    note_use(feed)
    content = personal_calendar(feed)
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag)
    response = response or HttpResponse(content, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    response["Content-Language"] = feed.language
    return response


def too_often(seconds: int) -> HttpResponse:
    text = _("This calendar is read too often. Wait some minutes.")
    response = HttpResponse(f"{text}\n", content_type=TEXT, status=429)
    response["Retry-After"] = str(seconds)
    return response
