"""Calendar feeds and the file of one event. Read by programmes: no cookie, no redirect, no page."""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Protocol

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brink.pages.finding import FindingFailure
from brink.pages.models import Card
from brink.pages.version import content_version
from brink.themes.labels import labels
from events.calendar.file import calendar
from events.models import Event
from events.models.queryset import ZONE, EventQuerySet, day_start
from events.queries import EventRow, event_row, event_rows
from events.selection import read_selection, unknown_names

CONTENT_TYPE = "text/calendar; charset=utf-8"
MAX_AGE = 300
#: Raise it when the code writes other calendars for the same events: part of every ETag.
EDITION = 1
#: Seconds after which a calendar may ask again for what search cannot tell now.
RETRY_AFTER = 600


class Choice(Protocol):
    """Which events a calendar has; `mark` is of what can change without a new content version."""

    @property
    def query(self) -> str: ...
    @property
    def calendar_name(self) -> str: ...
    @property
    def mark(self) -> str: ...
    def events(self) -> EventQuerySet: ...


@require_safe
def serve_feed(request: HttpRequest) -> HttpResponse:
    """All events, or those of the filters in the address: to come, and of the last 12 months."""
    selection = read_selection(request.GET)
    if wrong := [
        *(f"{name}={code}" for name, code in selection.wrong),
        *unknown_names(request.GET),
    ]:
        return refuse(wrong)
    try:
        return serve_selection(request, selection)
    except FindingFailure:
        return ask_later()


def serve_selection(request: HttpRequest, selection: Choice) -> HttpResponse:
    """The calendar of what was chosen. Raises `FindingFailure`."""
    today = timezone.localdate(timezone=ZONE)
    subject = f"{selection.query} {selection.calendar_name} {selection.mark} {today}"
    return answer(request, subject, lambda: feed_bytes(selection, today))


def feed_bytes(selection: Choice, today: date) -> bytes:
    lang = get_language() or "nl"
    kept = selection.events().filter(end__gte=day_start(year_before(today)))
    rows = event_rows(kept.order_by("start", "pk"), lang)
    return calendar(rows, lang, selection.calendar_name)


def year_before(day: date) -> date:
    """Past events stay so long, that a calendar does not lose them on the day after."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


@require_safe
def serve_file(request: HttpRequest, slug: str) -> HttpResponse:
    """One event, to save or to open in a calendar."""
    row = row_at(reverse("events:calendar-file", args=[slug]).rpartition("/")[0] + "/")
    content = answer(request, row.event.uid, lambda: calendar([row], row.card.lang))
    content["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return content


def row_at(path: str) -> EventRow:
    """The event whose page lies at a path."""
    card = Card.objects.filter(path=path, kind="event").first()
    facts = Event.objects.visible().with_place()
    event = facts.filter(key=card.key).first() if card else None
    row = event_row(event, card.lang, card) if card and event else None
    if row is None:
        raise Http404(_("There is no such event."))
    return row


def answer(request: HttpRequest, subject: str, content: Callable[[], bytes]) -> HttpResponse:
    """200 with the calendar, or 304 when the reader has it; the version is asked first."""
    etag = etag_of(subject)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(content(), content_type=CONTENT_TYPE)
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def etag_of(subject: str) -> str:
    """Changes with everything that can change the bytes: content, labels, language and code.

    The labels stand beside the version that they raise, for a process shows those in its memory.
    """
    lang = get_language()
    words = [term.label(lang) for facet in ("type", "theme") for term in labels(facet).values()]
    parts = repr((EDITION, content_version(), lang, subject, words))
    return quote_etag(hashlib.sha256(parts.encode()).hexdigest()[:32])


def refuse(wrong: list[str]) -> HttpResponse:
    """404 in one sentence: a silent feed of everything would be worse than none."""
    text = _("There is no such calendar: we do not know %(wrong)s.") % {
        "wrong": ", ".join(text[:60] for text in wrong[:5])
    }
    return HttpResponseNotFound(f"{text}\n", content_type="text/plain; charset=utf-8")


def ask_later() -> HttpResponse:
    """503: an empty calendar would make every subscriber's programme delete its events."""
    text = _("Our search does not answer at the moment. Your calendar will try again later.")
    response = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
