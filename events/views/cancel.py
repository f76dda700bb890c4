"""Give up a place or leave the waiting list, by the link in the mail or from "My agenda"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.groups.contact import give_up
from events.registration import RefusedError
from events.views.answers import personal
from events.views.confirm import standing


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_registration(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST cancels; once cancelled it says so."""
    registration = links.read("cancel", token)
    if request.method != "POST":
        return render(request, "events/cancel.html", standing(registration))
    try:
        give_up(registration)
    except RefusedError:
        context = {**standing(registration), "is_refused": True}
        return render(request, "events/cancel.html", context, status=409)
    return redirect(request.path)
