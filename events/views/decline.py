"""Say no to a place in a group, by the mail to the address for which it is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from events.groups.declining import decline, is_expected
from events.groups.links import Proof
from events.places import BusyError
from events.views.answers import busy
from events.views.proven import context_of, ended_words, proven


@proven(own="cancel")
def decline_place(request: HttpRequest, proof: Proof) -> HttpResponse:
    """GET asks, POST says no; ever after it tells that they are not expected."""
    if request.method != "POST":
        return draw(request, proof)
    if ended_words(proof.registration.event):
        return draw(request, proof, status=409)
    try:
        decline(proof.registration, proof.email)
    except BusyError:
        return busy(request, "events/claim_decline.html", context(request, proof))
    return redirect(request.path)


def draw(request: HttpRequest, proof: Proof, status: int = 200) -> HttpResponse:
    return render(request, "events/claim_decline.html", context(request, proof), status=status)


def context(request: HttpRequest, proof: Proof) -> dict[str, Any]:
    row, kwargs = proof.registration, getattr(request.resolver_match, "kwargs", {})
    return {
        **context_of(row),
        "is_declined": not is_expected(row, proof.email),
        "claim_path": reverse("events:claim-place", kwargs=kwargs),
    }
