"""Take a place that came free, or leave it to the next, by the link in the mail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.answering import (
    OfferOverError,
    accept,
    decline,
    is_on_offer,
    may_be_taken,
    offered_with,
)
from events.groups.party import is_led
from events.landing import landing
from events.models import Registration
from events.views.answers import personal
from events.views.confirm import standing

ANSWERS = {"accept": accept, "decline": decline}


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def answer_offer(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the offer, POST with `answer` takes or leaves it; twice is once."""
    registration = links.read("offer", token)
    if is_led(registration):  # the contact answers for all of a group
        return redirect(landing(registration))
    if request.method != "POST" or request.POST.get("answer") not in ANSWERS:
        return show(request, registration)
    try:
        ANSWERS[request.POST["answer"]](registration)
    except OfferOverError:
        return show(request, links.read("offer", token), status=409)
    return redirect(links.path("confirm", registration))


def show(request: HttpRequest, registration: Registration, status: int = 200) -> HttpResponse:
    """What is offered, of a group to all of it; or that there is nothing to answer any more."""
    context = {
        **standing(registration),
        "is_offered": is_on_offer(registration),
        "number": len(offered_with(registration)[0]),
        "is_over": status == 409,
        "is_off": not may_be_taken(registration.event),
    }
    return render(request, "events/offer.html", context, status=status)
