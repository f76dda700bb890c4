"""Say on the page of who waits whether a place at the last moment is welcome."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.last_hours import answer_last_hours
from events.views.answers import personal


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def answer_for_last_hours(request: HttpRequest, token: str) -> HttpResponse:
    """POST with `answer` yes or no writes it; the page with the buttons is that of who waits."""
    registration = links.read("last-hours", token)
    answer = request.POST.get("answer")
    if request.method == "POST" and answer in ("yes", "no"):
        answer_last_hours(registration, is_flexible=answer == "yes")
    return redirect(links.path("confirm", registration))
