"""Wagtail's admin: papers to print. Who may not see who comes to a meeting, finds none of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brink.pages.moments import local
from events.models import Event
from events.paper import people
from events.rights import events_of


@require_safe
def sign_in_sheet(request: HttpRequest, event_id: int) -> HttpResponse:
    return answer(request, event_id, people.sign_in_sheet, _("sign-in"))


@require_safe
def badges(request: HttpRequest, event_id: int) -> HttpResponse:
    return answer(request, event_id, people.badge_sheets, _("badges"))


def answer(
    request: HttpRequest, event_id: int, make: Callable[[Event], bytes], name: str
) -> HttpResponse:
    known = events_of(request.user, "see").select_related("place__municipality")
    event = get_object_or_404(known, pk=event_id)
    return pdf(make(event), f"{name}-{local(event.start):%Y-%m-%d}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """It is shown, not stored: names of people should not pile up among somebody's downloads."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
