"""Take a place that came free, or leave it to the next, by the link in the mail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.answering import OfferOverError, accept, decline
from events.views.answers import personal
from events.views.confirm import standing

ANSWERS = {"accept": accept, "decline": decline}


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def answer_offer(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the offer, POST with `answer` takes or leaves it; twice is once."""
    registration = links.read("offer", token)
    if request.method != "POST" or request.POST.get("answer") not in ANSWERS:
        return render(request, "events/offer.html", standing(registration))
    try:
        ANSWERS[request.POST["answer"]](registration)
    except OfferOverError:
        context = {**standing(links.read("offer", token)), "is_over": True}
        return render(request, "events/offer.html", context, status=409)
    return redirect(links.path("confirm", registration))
