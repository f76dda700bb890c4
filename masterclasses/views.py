from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from events.views.feed import refuse, serve_selection
from masterclasses.sittings import feed_at


@csrf_exempt  # so that a POST hears 405: nothing is changed here
@require_safe
def serve_sittings(request: HttpRequest, slug: str) -> HttpResponse:
    """The events at which a masterclass is given, as a calendar; nothing can be chosen in it."""
    if request.GET:
        return refuse([f"{name}={code}" for name, code in request.GET.items()])
    feed = feed_at(reverse("masterclasses:feed", args=[slug]).rpartition("/")[0] + "/")
    return serve_selection(request, feed) if feed else refuse([slug])
