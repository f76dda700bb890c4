"""Somebody comes who has no place: let them in from the door."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from events.door.form import WalkInForm
from events.door.walk_in import let_in
from events.models import Event
from events.places import BusyError
from events.views.answers import busy
from events.views.check_in import context_of, tell
from events.views.door import at_the_door

TEMPLATE = "events/walk_in.html"


@at_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def add_walk_in(request: HttpRequest, event: Event) -> HttpResponse:
    """GET asks who it is, POST puts them on the list and notes that they came."""
    form = WalkInForm(request.POST or None, event=event, initial={"uid": uuid4()})
    context = {**context_of(event), "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, TEMPLATE, context, status=status)
    try:
        tell(request, let_in(event.pk, form.applicant(), form.scan(request.user)))
    except BusyError:
        return busy(request, TEMPLATE, context)
    return redirect("events:check-in", event.key)
