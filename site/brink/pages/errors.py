"""Pages for what goes wrong: in the language of the address, with a way on."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.csrf import requires_csrf_token

from brink.pages.languages import LANGUAGES
from brink.pages.models import Card
from brink.pages.stylesheet import style_address


def language_of(request: HttpRequest) -> str:
    """The language of the address, or the one the browser prefers."""
    first = request.path_info.strip("/").split("/")[0]
    return first if first in LANGUAGES else translation.get_language_from_request(request)


def error_page(request: HttpRequest, status: int, context: dict[str, Any]) -> HttpResponse:
    """The page of a status. There is no such page in the other language: its link leads home."""
    request.twins, request.card = {}, None  # type: ignore[attr-defined]
    with translation.override(language_of(request)):
        name = context.pop("template", f"{status}.html")
        response = render(request, name, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A way back, and the reason when a view of ours gave one (the URL resolver gives a dict)."""
    told = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return error_page(request, 404, {"ways": ways_back(language_of(request)), "reason": told})


class OwnErrors:
    """Shows our pages for 404 and 400 where DEBUG would show the programmer's ones.

    That of Django reads the parameters again, so who sends too many would fail once for each
    middleware. Stands last, yet before any view and the check of forms.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            _read = request.GET, request.POST
        except SuspiciousOperation as error:
            return bad_request(request, error)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return not_found(request, exception) if isinstance(exception, Http404) else None


def ways_back(lang: str) -> dict[str, str]:
    """The addresses of the lists, by the model of their page."""
    cards = Card.objects.in_language(lang).of_kind("index")
    return dict(cards.values_list("page__content_type__model", "path"))


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, {})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No database, context or parameters: the request itself may be what is wrong."""
    with translation.override(language_of(request)):
        return HttpResponse(bare("400.html"), status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403, {"template": "403_csrf.html"})


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """No database, no session, no header: whatever broke may break those too."""
    with translation.override(language_of(request)):
        return HttpResponse(bare("500.html"), status=500)


def bare(name: str) -> str:
    """A page without header and footer, which would ask the database for the menu."""
    return render_to_string(name, {"style_address": style_address()})
