"""The newest of what a search finds, for feed readers that come back all day."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brink.pages.models.card import Card
from brink.pages.version import NEVER, Stamp, found_stamp
from brink.themes.labels import label
from search.documents import EDITION
from search.finder import is_versioned
from search.findings import live_cards
from search.query import Sort
from search.reading import find
from search.request import Request, read_request, without_controls
from search.rules.memo import look_again

MOST_ITEMS = 30
MAX_AGE = 300


@require_safe
def serve_feed(request: HttpRequest) -> HttpResponse:
    """The feed, or 304 where the reader has it. A choice nobody knows is a 404.

    A reader that got the rest of the choice would be told of what it never asked for.
    """
    stamp = found_stamp()  # first: what changes meanwhile is then asked for again
    look_again()
    asked = read_request(request.GET)
    if asked.filters.unknown or asked.dates.errors:
        raise Http404(_("We do not know this choice."))
    etag = etag_of(asked, stamp)
    response = get_conditional_response(request, etag=etag) if etag else None
    response = response or SearchFeed(asked)(request)
    if etag:
        response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    response["X-Robots-Tag"] = "noindex"
    return response


def etag_of(asked: Request, stamp: Stamp) -> str:
    """Changes with all that is found; empty where nothing vouches for that.

    A server shows what it was sent later, and what is to come today has been tomorrow.
    """
    if not is_versioned() or "when" in asked.filters.codes:
        return ""
    parts = repr((EDITION, *stamp, asked.lang, asked.address()))
    return quote_etag(hashlib.sha256(parts.encode()).hexdigest()[:32])


class SearchFeed(Feed):
    """RSS of one search, in the language of the address; only what is published now."""

    def __init__(self, asked: Request) -> None:
        self.asked = asked
        self.language = asked.lang

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Without a date: that of the newest item stays when one is withdrawn."""
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    def title(self) -> str:
        words = [self.asked.text, *(choice["label"] for choice in self.asked.chosen)]
        what = ", ".join(filter(None, words)) or _("everything new")
        return _("Brink: %(what)s") % {"what": what}

    def description(self) -> str:
        return _("New on Brink that fits this search.")

    def link(self) -> str:
        return absolute(f"{reverse('search:results')}?{self.asked.address()}")

    def feed_url(self) -> str:
        return absolute(feed_path(self.asked))

    def items(self) -> list[Card]:
        """In the words of the reader's language, else those of the other.

        What editors put first on the page is not among them: it need not have the words.
        """
        query = replace(self.asked.query, sort=Sort.NEWEST, offset=0, size=MOST_ITEMS, first=())
        hits = find(query).results.hits
        cards = live_cards([hit.key for hit in hits])
        return [own(cards[hit.key], self.asked.lang) for hit in hits if hit.key in cards]

    def item_title(self, item: Card) -> str:
        return escape(without_controls(item.title))  # as readers of feeds take it for HTML

    def item_description(self, item: Card) -> str:
        return escape(without_controls(item.summary))

    def item_link(self, item: Card) -> str:
        return absolute(item.path)

    def item_guid(self, item: Card) -> str:
        """One for each language: an item keeps it at another address."""
        return f"urn:uuid:{item.key}#{item.lang}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Card) -> object:
        """None of what appeared on no day, as an organisation."""
        return item.published if item.published > NEVER else None

    def item_categories(self, item: Card) -> list[str]:
        return [label("kind", item.kind)]


def own(cards: Sequence[Card], lang: str) -> Card:
    return max(cards, key=lambda card: card.lang == lang)


def feed_path(asked: Request) -> str:
    query = asked.address(sort=Sort.RELEVANCE.value)
    return reverse("search:feed") + (f"?{query}" if query else "")


def absolute(path: str) -> str:
    return iri_to_uri(f"{settings.BASE_URL}{path}")
