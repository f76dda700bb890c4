"""Drawings by their address: they never change, so browsers and caches keep them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from brink.pages.covers.draw import draw_cover
from brink.pages.covers.plan import draw_plan

YEAR = 31_536_000


@gzip_page
@require_safe
def serve_cover(request: HttpRequest, land: str, kind: str, seed: str) -> HttpResponse:
    return drawing(lambda: draw_cover(land, kind, seed))


@gzip_page
@require_safe
def serve_plan(request: HttpRequest, light: str) -> HttpResponse:
    return drawing(lambda: draw_plan(light))


def drawing(draw: Callable[[], str]) -> HttpResponse:
    """The drawing as a response; one that nobody drew is a 404."""
    try:
        response = HttpResponse(draw(), content_type="image/svg+xml")
    except KeyError as error:
        raise Http404 from error
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response
