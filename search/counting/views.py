"""Where the script of the search page tells which result was opened."""

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search.counting.visit import count_click

#: The name of the limit for one network, in ACCOUNT_RATE_LIMITS.
LIMIT = "search_click"
LONGEST_SIGN = 1000


# The sign is all that is believed, and it is about a query, not about a visitor: a form of another
# site could at most count a click.
@csrf_exempt
@never_cache
@require_POST
def clicked(request: HttpRequest) -> HttpResponse:
    """Count a click. Nobody reads the answer, so a refusal has no words."""
    sign, rank = request.POST.get("sign", ""), request.POST.get("rank", "")
    if not consume(request, action=LIMIT):
        return HttpResponse(status=429)
    is_counted = len(sign) <= LONGEST_SIGN and count_click(sign, rank)
    return HttpResponse(status=204 if is_counted else 400)
