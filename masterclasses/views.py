from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from brink.pages.models import Card
from brink.pages.tracking import is_tracking
from events.views.feed import refuse, serve_choice
from masterclasses.sittings import feed_at


@csrf_exempt  # so that a POST hears 405: nothing is changed here
@require_safe
def serve_sittings(request: HttpRequest, slug: str) -> HttpResponse:
    """The events at which a masterclass is given, as a calendar; nothing can be chosen in it."""
    if wrong := [f"{name}={request.GET[name]}" for name in request.GET if not is_tracking(name)]:
        return refuse(wrong)
    path = reverse("masterclasses:feed", args=[slug]).rpartition("/")[0] + "/"
    try:
        return serve_choice(request, path, lambda: feed_at(path))
    except Card.DoesNotExist:
        return refuse([slug])
