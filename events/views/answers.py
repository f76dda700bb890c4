"""What all personal pages of events have in common: nobody keeps them, and they bear bad luck."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from events.links import OldLinkError
from events.places import BusyError

View = Callable[..., HttpResponse]
RETRY_AFTER = 10
BUSY = gettext_lazy("It is busy. Nothing was stored. Wait ten seconds and send it again.")


def personal(view: View) -> View:
    """Not to be stored, indexed or leaked in a referrer; busy is 503, an old link is 410.

    The referrer stays within the site and is not switched off: without it browsers send
    `Origin: null` with a form, which the CSRF check refuses.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = attempt(view, request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"
        return response

    return answer


def attempt(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except BusyError:
        return busy(request, "events/busy.html", {})
    except OldLinkError:
        return render(request, "events/old_link.html", status=410)


def busy(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Come again soon; a page with a form shows what was typed, and `busy` above it."""
    return with_form(request, template, {**context, "busy": BUSY}, 503)


def with_form(
    request: HttpRequest, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    """A page with a form as it was sent; `is_busy` where it is to be sent again soon."""
    response = render(request, template, {**context, "is_busy": status == 503}, status=status)
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER)
    return response
