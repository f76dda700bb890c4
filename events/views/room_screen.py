"""The big screen in the room: a square that people scan with their phone to say they are there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.door.room import BEFORE, code_at, is_open, seconds_left
from events.door.roster import expected, tallies
from events.models import Event
from events.qr import qr_code
from events.views.check_in import context_of
from events.views.door import at_the_door


@at_the_door
@require_safe
def room_screen(request: HttpRequest, event: Event) -> HttpResponse:
    """The code of now; the page fetches itself before there is another."""
    now = timezone.now()
    address = settings.BASE_URL + reverse("events:look", args=[event.key, code_at(event, now)])
    context = {
        **context_of(event),
        "is_open": is_open(event, now),
        "opens": event.start - BEFORE,
        "qr": qr_code(address),
        "seconds": seconds_left(now),
        "tallies": tallies(event, expected(event)),
    }
    return render(request, "events/room_screen.html", context)
