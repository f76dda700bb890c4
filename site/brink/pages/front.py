"""The front view: every published page, by the address on its card.

It stands before Wagtail's own serving, which walks the tree at two queries a level. Preview and
drafts stay Wagtail's. Privacy is not asked here because our page types cannot be made private.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from brink.pages.addresses import present_path
from brink.pages.languages import LANGUAGES
from brink.pages.links import forget_links, know_links
from brink.pages.models.base import BasePage
from brink.pages.models.card import Card


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at an address, or the way from an old address to the present one.

    An item without a translation is served under the other tree's address too: the words around
    it are in the language of the address, `request.card.body_lang` is the language of its body.
    """
    twins = cards_at(request.path_info)
    if not twins:
        return moved(request)
    card = twins.get(get_language() or "") or next(iter(twins.values()))
    page = page_of_card(card)
    request.card, request.twins = card, twins  # type: ignore[attr-defined]
    know_links(page)
    response = page.serve(request)
    if isinstance(response, TemplateResponse):
        response.add_post_render_callback(forget_links)
    return response


def cards_at(path: str) -> dict[str, Card]:
    """The cards of the item at an address, by language: those of its twins come in one query."""
    keys = Card.objects.filter(path=path).values("key")
    return {card.lang: card for card in Card.objects.filter(key__in=keys).select_related("page")}


def page_of_card(card: Card) -> BasePage:
    """The page behind a card, with what its type says that its template needs."""
    if card.page is None:  # what is no page has a view of its own
        raise Http404
    model = ContentType.objects.get_for_id(card.page.content_type_id).model_class()
    if model is None or not issubclass(model, BasePage):
        raise Http404
    page = model.for_serving().filter(pk=card.page_id, live=True).first()
    if page is None:  # unpublished between two queries
        raise Http404
    return page


def moved(request: HttpRequest) -> HttpResponse:
    path = present_path(request.path_info)
    if path is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(path + (f"?{query}" if query else ""))


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Send a visitor of `/` to the home page in the language their browser prefers; no cookie."""
    query = request.META.get("QUERY_STRING", "")
    response = redirect(f"/{preferred_language(request)}/" + (f"?{query}" if query else ""))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def preferred_language(request: HttpRequest) -> str:
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    wanted = (code.split("-")[0] for code, quality in accepted if quality > 0)
    return next((code for code in wanted if code in LANGUAGES), settings.LANGUAGE_CODE)
