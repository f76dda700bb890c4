""" "I am here": what a phone shows that scanned the code on the screen in the room.

By an account or a code people are told how they stand. By an address alone they are not: whoever
sits in the room could else ask for each colleague whether they signed up. So the answer to an
address is the same for every address, and the scan is used by it whoever that is.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

from allauth.core.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from events.door.check_in import Scan, check_in
from events.door.here_form import HereForm
from events.door.room import Phone, is_open, is_shown
from events.models import CheckIn, Event, Registration
from events.ownership import registration_at
from events.places import BusyError
from events.views.answers import personal
from events.views.check_in import context_of

#: The name of the limit for one network, in ACCOUNT_RATE_LIMITS: a whole room has one.
LIMIT = "event_room"
PAGE = "events/here.html"
#: In the address once somebody said who they are: a page that is loaded again sends nothing again.
SAID = "said"


@personal
@require_safe
def look(request: HttpRequest, key: UUID, code: str) -> HttpResponse:
    """What the square leads to: remember on this phone that it saw the screen, and go on."""
    event, now = find_event(key), timezone.now()
    if not (is_open(event, now) and is_shown(event, code, now)):
        return show(request, event, status=410)
    response = redirect("events:here", event.key)
    if Phone.read(request, event) is None:
        Phone.give(response, event)
    return response


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, key: UUID) -> HttpResponse:
    """GET asks who it is, or says what came of it; POST checks in."""
    event = find_event(key)
    phone = Phone.read(request, event)
    if phone is None or not is_open(event, timezone.now()):
        return show(request, event, status=410)
    mine = registration_of(request, event)
    if request.method != "POST":
        return ask(request, event, phone, mine)
    if not (phone.take_try() and consume(request, action=LIMIT)):
        return show(request, event, status=429, is_too_often=True)
    return take(request, event, phone, mine)


def ask(
    request: HttpRequest, event: Event, phone: Phone, mine: Registration | None
) -> HttpResponse:
    outcome = phone.outcome() if SAID in request.GET else None
    if outcome is not None:
        return show(request, event, is_said=True, outcome=outcome)
    form = HereForm(event=event, label_suffix="")
    return show(request, event, mine=mine, form=form, is_in_time=True)


def take(
    request: HttpRequest, event: Event, phone: Phone, mine: Registration | None
) -> HttpResponse:
    """Check in who the account is, or who was typed."""
    form = HereForm(request.POST, event=event, label_suffix="")
    if mine and "who" not in request.POST:
        who = mine.code or ""
    elif form.is_valid():
        who = form.cleaned_data["who"]
    else:
        return show(request, event, mine=mine, form=form, is_in_time=True, status=422)
    if not phone.is_for(who):
        return show(request, event, is_for_another=True, status=409)
    phone.keep(come_by_address(event, who) if "@" in who else come(event, who))
    return redirect(f"{request.path}?{SAID}")


def come(event: Event, code: str) -> str:
    return check_in(event.pk, Scan(code, CheckIn.How.ROOM)).outcome


def come_by_address(event: Event, email: str) -> str:
    """Says nothing: neither whether it is known, nor how it stands, nor that we are busy."""
    if row := event.registrations.active().filter(email=email).first():
        with suppress(BusyError):
            come(event, row.code or "")
    return ""


def registration_of(request: HttpRequest, event: Event) -> Registration | None:
    return registration_at(event, request.user) if request.user.is_authenticated else None


def find_event(key: UUID) -> Event:
    found = Event.objects.select_related("place__municipality")
    event: Event | None = found.filter(key=key, visible=True).first()
    if event is None:
        raise Http404(_("There is no such event."))
    return event


def show(request: HttpRequest, event: Event, status: int = 200, **more: Any) -> HttpResponse:
    context = {**context_of(event), "window": is_open(event, timezone.now()), **more}
    return render(request, PAGE, context, status=status)
