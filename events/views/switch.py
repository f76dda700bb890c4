"""From a place in the room to one online and back, by a page behind the link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.models import Registration, Seat
from events.registration import RefusedError
from events.seat_field import left_words
from events.switching import NoRoomError, switch
from events.views.answers import personal
from events.views.confirm import standing


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def switch_seat(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST with `seat` takes it as long as there is place; twice is once."""
    registration = links.read("switch", token)
    seat = request.POST.get("seat")
    if request.method != "POST" or seat not in Seat.values:
        return show(request, registration, 422 if request.method == "POST" else 200)
    try:
        switch(registration, Seat(seat))
    except (NoRoomError, RefusedError):
        return show(request, links.read("switch", token), status=409)
    return redirect(links.path("confirm", registration))


def show(request: HttpRequest, registration: Registration, status: int = 200) -> HttpResponse:
    """The other kind of place, also when it is not to be had: then it says what to do instead."""
    event = registration.event
    wanted = next((seat for seat in event.seats if seat != registration.seat), None)
    words: dict[str, Any] = {}
    if wanted:
        has_queue = event.free_of(wanted) != 0
        words = {"wanted": wanted, "left": left_words(event, wanted), "has_queue": has_queue}
    context = {**standing(registration), **words, "is_refused": status == 409}
    return render(request, "events/switch.html", context, status=status)
