"""Confirm an address, and see ever after how the registration stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.admission import admission
from events.messages import card_of, slug_of
from events.models import Registration
from events.registration import RefusedError, confirm, current_registration
from events.views.answers import personal


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """GET tells how things stand, POST confirms; a second time it tells the same."""
    registration = links.read("confirm", token)
    if request.method != "POST":
        return render(request, "events/confirm.html", standing(current(registration)))
    try:
        return redirect(links.path("confirm", confirm(registration)))
    except RefusedError:
        context = {**standing(registration), "is_refused": True}
        return render(request, "events/confirm.html", context, status=409)


def current(registration: Registration) -> Registration:
    """The registration that counts; of one that still may be confirmed, itself."""
    now = current_registration(registration)
    return registration if now.pk == registration.pk else now


def standing(registration: Registration) -> dict[str, Any]:
    """How a registration stands, for the pages that tell it."""
    event = registration.event
    card = card_of(event, get_language() or registration.language)
    return {
        "registration": registration,
        "person": registration.person,
        "event": event,
        "subject": card,
        "slug": slug_of(card) if card else "",
        "admission": admission(event),
        "number": registration.queue_number(),
        "cancel_path": links.path("cancel", registration),
        "agenda_path": links.path("my-agenda", registration),
    }
