"""Say no to a place in a group, by the mail to the address for which it is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.groups import links as booking_links
from events.groups.declining import decline, is_expected
from events.groups.links import Proof
from events.places import BusyError
from events.queries import event_rows
from events.views.answers import busy, personal
from events.views.claim import METHODS, ended_words


@personal
@csrf_protect
@require_http_methods(METHODS)
def decline_place(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST says no; ever after it tells that they are not expected."""
    proof = booking_links.read_proof(token)
    if proof is None:
        return render(request, "events/claim_gone.html", status=410)
    if proof.is_theirs:
        return redirect(links.path("cancel", proof.registration))
    if request.method != "POST":
        return draw(request, proof, token)
    if ended_words(proof.registration.event):
        return draw(request, proof, token, status=409)
    try:
        decline(proof.registration, proof.email)
    except BusyError:
        return busy(request, "events/claim_decline.html", context_of(proof, token))
    return redirect(request.path)


def draw(request: HttpRequest, proof: Proof, token: str, status: int = 200) -> HttpResponse:
    return render(request, "events/claim_decline.html", context_of(proof, token), status=status)


def context_of(proof: Proof, token: str) -> dict[str, object]:
    row = proof.registration
    found = event_rows([row.event], get_language() or row.language)
    return {
        "registration": row,
        "booking": row.booking,
        "event": row.event,
        "subject": next((each.card for each in found), None),
        "is_declined": not is_expected(row, proof.email),
        "ended": ended_words(row.event),
        "claim_path": reverse("events:claim-place", args=[token]),
    }
