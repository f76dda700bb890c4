"""Calendar feeds and the file of one event. Read by programmes: no cookie, no redirect, no page.

Nothing is changed here, so nothing is asked of a POST but to hear 405 (`csrf_exempt`).
"""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from brink.pages.finding import FindingFailure
from brink.pages.models import Card
from brink.pages.version import NEVER, content_stamp, found_stamp
from events.calendar.bell import with_bell
from events.calendar.component import led_to_page
from events.calendar.file import join
from events.calendar.reading import block_texts, feed_texts
from events.calendar.window import within_window
from events.models import Event, Seat
from events.models.event import Presence
from events.models.queryset import ZONE, EventQuerySet, day_start
from events.personal_feed_form import ALARMS
from events.selection import Selection, read_selection, unknown_names
from events.views.conditional import answer

#: Seconds after which a calendar may ask again for what search cannot tell now.
RETRY_AFTER = 600
#: What the address of a file may choose; without it rings for nobody, and is for who comes.
FILE_CHOICES = {"alarm": {str(minutes) for minutes in ALARMS}, "seat": {Seat.ONLINE.value}}


class Choice(Protocol):
    """Which events a calendar has, what it is called and where it stands."""

    @property
    def feed_address(self) -> str: ...
    @property
    def calendar_name(self) -> str: ...
    def events(self) -> EventQuerySet: ...


@csrf_exempt
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


def serve_selection(request: HttpRequest, selection: Selection) -> HttpResponse:
    """The calendar of what was chosen. Raises `FindingFailure`."""
    subject = f"{selection.feed_address} {selection.calendar_name} {selection.mark}"
    is_found = bool(selection.text)
    return serve_choice(request, subject, lambda: selection, is_found=is_found)


def serve_choice(
    request: HttpRequest, subject: str, choose: Callable[[], Choice], *, is_found: bool = False
) -> HttpResponse:
    """A calendar by its `subject`, which tells its address; `choose` is called if it is read.

    What search found has no date: the index follows later than what is published.
    """
    today = timezone.localdate(timezone=ZONE)
    return answer(
        request,
        f"{subject} {today}",
        lambda: feed_bytes(choose(), today),
        since=None if is_found else day_start(today),
        stamp=found_stamp if is_found else content_stamp,
    )


def feed_bytes(choice: Choice, today: date) -> bytes:
    blocks = feed_texts(within_window(choice.events(), today), get_language() or "nl")
    return join(blocks, name=choice.calendar_name, source=choice.feed_address)


@csrf_exempt
@require_safe
def serve_file(request: HttpRequest, slug: str) -> HttpResponse:
    """One event, to save or to open in a calendar.

    The address may say when it rings, and that it is for who takes part online.
    """
    asked = {name: request.GET.get(name, "") for name in FILE_CHOICES}
    if wrong := [
        f"{name}={value}"
        for name, value in asked.items()
        if value and value not in FILE_CHOICES[name]
    ]:
        return refuse(wrong)
    own = reverse("events:calendar-file", args=[slug])
    subject = " ".join((own, *asked.values()))
    content = answer(request, subject, lambda: file_bytes(own, asked), since=NEVER)
    content["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return content


def file_bytes(own: str, asked: dict[str, str]) -> bytes:
    """The calendar of the event whose page lies at the path of the file."""
    card = Card.objects.filter(path=own.rpartition("/")[0] + "/", kind="event").first()
    events = Event.objects.visible().filter(key=card.key) if card else Event.objects.none()
    if card is None or not (blocks := block_texts(events, card.lang)):
        raise Http404(_("There is no such event."))
    if asked["seat"] and events.filter(presence=Presence.HYBRID).exists():
        blocks = [led_to_page(text) for text in blocks]
    if asked["alarm"]:
        blocks = [with_bell(text, int(asked["alarm"])) for text in blocks]
    return join(blocks)


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
