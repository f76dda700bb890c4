"""Confirm an address, and see ever after how the registration stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.access import BarredError
from events.admission import admission
from events.calendar_links import calendar_links
from events.deadlines import is_too_late_to_cancel
from events.enrolment import confirm_all
from events.entry_words import refusal
from events.landing import elsewhere, group_words, landing
from events.models import Event, Registration
from events.online_link import is_online, link_for, link_from
from events.overlaps import overlaps_of
from events.queries import EventRow, event_rows
from events.questions import ChoiceFullError
from events.registration import RefusedError, current_registration
from events.sittings import sittings_of_booking
from events.views.answers import personal
from events.views.refusing import asker_of, full_words
from events.waiting_words import why_waiting
from events.ways import ways_of


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """GET tells how things stand, POST confirms; a second time it tells the same."""
    registration = links.read("confirm", token)
    if request.method != "POST" and (group_path := elsewhere(current_registration(registration))):
        return redirect(group_path)
    if request.method != "POST":
        context = stands(current_registration(registration))
        return render(request, "events/confirm.html", context)
    try:
        return redirect(landing(confirm_all(registration)))
    except (RefusedError, BarredError, ChoiceFullError) as error:
        context = {
            **stands(registration),
            "is_refused": True,
            "problem": problem_words(request, error, registration.event),
        }
        return render(request, "events/confirm.html", context, status=409)


def problem_words(request: HttpRequest, error: Exception, event: Event) -> str:
    """What others have by now; empty where the event takes nobody."""
    if isinstance(error, ChoiceFullError):
        return full_words(error)
    if isinstance(error, BarredError):
        return refusal(error.barrier, event, asker_of(request)).text
    return ""


def stands(registration: Registration) -> dict[str, Any]:
    """How it stands, with what else somebody does: at that hour, and in that series."""
    lang = get_language() or registration.language
    return {
        **standing(registration),
        "overlaps": overlaps_of(registration, lang),
        "sittings": sittings_of_booking(registration.booking, lang),
    }


def standing(registration: Registration) -> dict[str, Any]:
    """How a registration stands, for the pages that tell it."""
    event = registration.event
    row = next(iter(event_rows([event], get_language() or registration.language)), None)
    return {
        "registration": registration,
        "person": registration.person,
        "event": event,
        "subject": row.card if row else None,
        "slug": row.card.slug if row else "",
        "calendar_links": own_calendar_links(row, registration) if row else [],
        "admission": admission(event),
        "why_waiting": why_waiting(registration, get_language() or registration.language),
        "online_link": link_for(registration),
        "link_from": link_from(registration),
        "is_too_late": is_too_late_to_cancel(registration),
        "number": registration.queue_number(),
        "cancel_path": links.path("cancel", registration),
        "agenda_path": links.path("my-agenda", registration),
        **ways_of(registration),
        **group_words(registration),
    }


def own_calendar_links(row: EventRow, registration: Registration) -> list[dict[str, str]]:
    """For the place that they have, with the reminder that they chose."""
    is_remote, alarm = is_online(registration), registration.alarm
    return calendar_links(row, is_online=is_remote, alarm=alarm)
