"""What the pages behind a mail about a place in a group share: they prove an address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.groups import links as booking_links
from events.groups.links import Proof
from events.models import Event, Registration
from events.queries import event_rows
from events.views.answers import View, personal

METHODS = ["GET", "HEAD", "POST"]
ProofView = Callable[[HttpRequest, Proof], HttpResponse]


def proven(own: str) -> Callable[[ProofView], View]:
    """Give a view who came for which place; a dead link is 410.

    Who made that place theirs before goes to the page named `own` of their registration.
    """

    def with_proof(view: ProofView) -> View:
        @personal
        @csrf_protect
        @require_http_methods(METHODS)
        @wraps(view)
        def answer(request: HttpRequest, token: str) -> HttpResponse:
            proof = booking_links.read_proof(token)
            if proof is None:
                return render(request, "events/claim_gone.html", status=410)
            if proof.is_theirs:
                return redirect(links.path(own, proof.registration))
            return view(request, proof)

        return answer

    return with_proof


def context_of(row: Registration) -> dict[str, Any]:
    """The place and its event, in the language of the reader."""
    found = event_rows([row.event], get_language() or row.language)
    return {
        "registration": row,
        "booking": row.booking,
        "event": row.event,
        "subject": next((each.card for each in found), None),
        "ended": ended_words(row.event),
    }


def ended_words(event: Event) -> str:
    """Why nobody can make a place theirs any more; empty as long as they can."""
    if event.is_cancelled:
        return _("This event is cancelled. You need not do anything.")
    return (
        _("This event is over. The place can no longer be made yours.") if event.is_past() else ""
    )
