"""What search engines may know: every page once, at its own address, with its translations.

Wagtail's sitemap walks the tree of one site root, so it would hold no English page.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from brink.pages.models.card import Card

#: A sitemap may hold 50,000 addresses; far beyond what one programme publishes.
LIMIT = 50_000


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Cards whose body is in the reader's language; a fall-back is no page of its own."""
    cards = list(Card.objects.translated().order_by("key", "lang")[:LIMIT])
    items: dict = defaultdict(list)
    for card in cards:
        items[card.key].append({"lang": card.lang, "address": absolute(card.path)})
    rows = [
        {
            "address": absolute(card.path),
            "changed": card.changed,
            "translations": items[card.key] if len(items[card.key]) > 1 else [],
        }
        for card in cards
    ]
    return render(request, "sitemap.xml", {"rows": rows}, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing is secret here; what is left out is what helps nobody who searches."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: {address}" for address in left_out()),
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def left_out() -> Iterator[str]:
    """Forms of accounts and lists of what was searched for, by their address in each language."""
    for lang, _name in settings.LANGUAGES:
        with translation.override(lang):
            yield reverse("account_login").removesuffix("login/")
            yield reverse("search:results")


def absolute(path: str) -> str:
    return iri_to_uri(f"{settings.BASE_URL}{path}")
