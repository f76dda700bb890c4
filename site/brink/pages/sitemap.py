"""What search engines may know: every page once, at its own address, with its translations.

Wagtail's sitemap walks the tree of one site root, so it would hold no English page.
"""

from collections import defaultdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
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
        "Disallow: /accounts/",
        "Disallow: /nl/zoeken/",
        "Disallow: /en/search/",
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def absolute(path: str) -> str:
    return iri_to_uri(f"{settings.BASE_URL}{path}")
