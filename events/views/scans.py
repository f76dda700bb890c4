"""What phones at the door send, and what they get to know: JSON for the page of check-in."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events.door.check_in import Outcome, check_in
from events.door.form import ScanForm
from events.door.roster import describe, expected
from events.models import Event
from events.places import BusyError
from events.views.answers import personal
from events.views.door import find_event

#: So many scans are taken in at once; a phone that kept more sends them in turns.
AT_ONCE = 50


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def take_scans(request: HttpRequest, key: UUID) -> JsonResponse:
    """POST takes scans in. Both answer who is expected and who is there now.

    A scan that has no result was not taken in and may be sent again; so may one that has.
    """
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)  # a login page would tell a script nothing
    event = find_event(request, key)
    results = {}
    if request.method == "POST":
        if (sent := read(request.body)) is None:
            return JsonResponse({}, status=400)
        results = take(event, sent[:AT_ONCE], request.user)
    return JsonResponse({"results": results, "people": [describe(row) for row in expected(event)]})


def read(body: bytes) -> list[Any] | None:
    """The scans in a request; None for what is no list."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):  # what is nested too deeply
        return None
    return sent if isinstance(sent, list) else None


def take(event: Event, sent: list[Any], by: Any) -> dict[str, dict[str, Any]]:
    """What came of each, by its uid, as far as the event was not too busy."""
    results: dict[str, dict[str, Any]] = {}
    try:
        for each in sent:
            if isinstance(each, dict):
                results[str(each.get("uid"))] = take_one(event, ScanForm(each), by)
    except BusyError:
        pass
    return results


def take_one(event: Event, form: ScanForm, by: Any) -> dict[str, Any]:
    """Also what is no scan has its answer, or the phone would send it for ever."""
    if not form.is_valid():
        return {"is_done": False, "sentence": str(Outcome.UNKNOWN.label)}
    result = check_in(event.pk, form.scan(by))
    return {"is_done": result.is_done, "sentence": result.sentence}
