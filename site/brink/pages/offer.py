"""What an item offers to a search index, whatever its type: `search` knows no content app."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from wagtail.models import Page

from brink.pages.models.card import Card, ItemFacet
from brink.pages.version import content_version

if TYPE_CHECKING:
    from brink.pages.models.base import BasePage


@dataclass(frozen=True)
class Offer:
    """One item in all its languages.

    `version` is the content version read before anything else, so what follows is at least that
    new: an index that keeps the highest version ends up right whatever the order of its jobs.
    """

    key: UUID
    kind: str
    version: int
    #: by reader's language
    cards: dict[str, Card]
    #: words of the body, and tags, by the language they are written in
    texts: dict[str, str]
    tags: dict[str, list[str]]
    facets: dict[str, list[str]]
    start: datetime | None
    end: datetime | None
    published: datetime


def offer(key: UUID) -> Offer | None:
    """The offer of a published item; None when nothing of it is published (any more)."""
    version = content_version()
    cards = {card.lang: card for card in Card.objects.filter(key=key)}
    pages = live_pages_by_language(key)
    if not cards or not pages:
        return None
    first = next(iter(cards.values()))
    start, end = next(iter(pages.values())).search_dates() or (None, None)
    return Offer(
        key=key,
        kind=first.kind,
        version=version,
        cards=cards,
        texts={lang: page.search_text() for lang, page in pages.items()},
        tags={lang: page.search_tags() for lang, page in pages.items()},
        facets=facets_of(key),
        start=start,
        end=end,
        published=first.published,
    )


def live_pages_by_language(key: UUID) -> dict[str, "BasePage"]:
    found = Page.objects.live().filter(translation_key=key, alias_of=None)
    pages = found.select_related("locale").order_by("pk").specific()
    return {page.locale.language_code: cast("BasePage", page) for page in pages}


def facets_of(key: UUID) -> dict[str, list[str]]:
    facets: dict[str, list[str]] = defaultdict(list)
    for facet, code in (
        ItemFacet.objects.filter(key=key).order_by("pk").values_list("facet", "code")
    ):
        facets[facet].append(code)
    return dict(facets)
