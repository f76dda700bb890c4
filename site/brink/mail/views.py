"""The mailbox of a development site. Anywhere else these addresses do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from brink.mail import mailbox

View = Callable[..., HttpResponse]


def development_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.DEBUG and hasattr(settings, "DEV_MAILBOX")):
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(require_safe(guarded))


@development_only
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "mail/index.html", {"letters": mailbox.letters()})


@development_only
def letter(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "mail/letter.html", {"letter": _letter(name)})


@xframe_options_sameorigin
@csp_update({"style-src": ["'unsafe-inline'"]})
@development_only
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a letter, for the sandboxed frame; its links open in the whole window."""
    return HttpResponse(_letter(name).html.replace("<head>", '<head><base target="_top">', 1))


@development_only
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    try:
        part = _letter(name).attachments[number]
    except IndexError:
        raise Http404 from None
    response = HttpResponse(part.content, content_type=part.type)
    response["Content-Disposition"] = f'attachment; filename="{part.name}"'
    return response


def _letter(name: str) -> mailbox.Letter:
    if found := mailbox.read(name):
        return found
    raise Http404
