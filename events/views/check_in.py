"""Check people in at the door: by code, by name, and with the camera where scripts run."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe
from django_permissions_policy.decorators import permissions_policy_override

from brink.settings.csp import PERMISSIONS_POLICY
from events.door.check_in import AROUND, Result, check_in
from events.door.form import ScanForm
from events.door.roster import describe, expected, find, tallies
from events.door.words import door_words
from events.models import Event, Registration
from events.queries import event_rows
from events.rights import events_of
from events.views.answers import personal
from events.views.door import at_the_door, title_of

#: So many of those who came last can be undone from the page.
LATEST = 5
#: So many events stand in the list of a host.
LISTED = 50


@dataclass(frozen=True)
class Entry:
    """Somebody on the page, with a name for what the button beside them does: once."""

    row: Registration
    uid: UUID


@personal
@login_required
@require_safe
def check_in_events(request: HttpRequest) -> HttpResponse:
    """The events at whose door somebody stands: what runs and what comes."""
    events = events_of(request.user, "check-in").select_related("place__municipality")
    soon = events.upcoming(timezone.now() - AROUND)[:LISTED]
    rows = event_rows(list(soon), get_language() or "nl")
    return render(request, "events/check_in_events.html", {"rows": rows})


@permissions_policy_override({**PERMISSIONS_POLICY, "camera": ["self"]})
@at_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_page(request: HttpRequest, event: Event) -> HttpResponse:
    """The page of one event; POST checks one person in, or out again."""
    if request.method != "POST":
        return show(request, event)
    form = ScanForm(request.POST)
    if not form.is_valid():
        return show(request, event, form=form)
    tell(request, check_in(event.pk, form.scan(request.user)))
    return redirect(request.path)


def tell(request: HttpRequest, result: Result) -> None:
    """Said on the next page; in red what did not go."""
    level = messages.SUCCESS if result.is_done else messages.WARNING
    messages.add_message(request, level, result.sentence)


def show(request: HttpRequest, event: Event, form: ScanForm | None = None) -> HttpResponse:
    """The page; with a `form` it says what was wrong with it."""
    rows = expected(event)
    words = request.GET.get("q", "")[:80]
    context = {
        **context_of(event),
        "tallies": tallies(event, rows),
        "words": words,
        "found": entries(find(rows, words)),
        "latest": entries(latest(rows)),
        "people": [describe(row) for row in rows],
        "sentences": door_words(),
        "uid": uuid4(),
        "error": next(iter(form.errors.values()))[0] if form else "",
    }
    return render(request, "events/check_in.html", context, status=422 if form else 200)


def context_of(event: Event) -> dict[str, Any]:
    title, title_lang = title_of(event)
    return {"event": event, "title": title, "title_lang": title_lang}


def latest(rows: list[Registration]) -> list[Registration]:
    """Who came in last, the last first."""
    came = [(row.checked_in, row.pk, row) for row in rows if row.checked_in]
    return [row for _moment, _pk, row in sorted(came, reverse=True)[:LATEST]]


def entries(rows: list[Registration]) -> list[Entry]:
    return [Entry(row, uuid4()) for row in rows]
