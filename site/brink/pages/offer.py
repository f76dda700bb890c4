"""What an item offers to a search index, whatever its type: `search` knows no content app."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, cast
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from brink.pages.bodies.words import words_of
from brink.pages.languages import LANGUAGES
from brink.pages.models.card import Card, ItemFacet
from brink.pages.parts import Part, document_parts
from brink.pages.projection import live_pages
from brink.pages.version import content_version
from brink.themes.labels import label

if TYPE_CHECKING:
    from brink.pages.models.base import BasePage

#: Facets whose labels are words that people look for: "workshop", "zorg", "Fryslân".
NAMED_FACETS = ("type", "theme", "sector", "region", "form", "barrier", "presence")


class Source(Protocol):
    """What is behind the cards of an item, in one language: a page, or a body that has none."""

    def search_text(self) -> str: ...
    def search_tags(self) -> list[str]: ...
    def search_dates(self) -> tuple[datetime, datetime] | None: ...
    def search_parts(self) -> Iterable[Part]: ...


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
    #: words of the body by the language they are written in; tags by language, with what the item
    #: is and is about in the labels of both, whatever it is written in
    texts: dict[str, str]
    tags: dict[str, list[str]]
    facets: dict[str, list[str]]
    start: datetime | None
    end: datetime | None
    published: datetime
    parts: tuple[Part, ...] = ()


def offer(key: UUID) -> Offer | None:
    """The offer of a published item; None when nothing of it is published (any more)."""
    version = content_version()
    found = Card.objects.filter(key=key).select_related("page").order_by("lang")
    cards = {card.lang: card for card in found}
    first = next(iter(cards.values()), None)
    pages = sources_of(first) if first else {}
    if first is None or not pages:
        return None
    start, end = next(iter(pages.values())).search_dates() or (None, None)
    facets = facets_of(key)
    return Offer(
        key=key,
        kind=first.kind,
        version=version,
        cards=cards,
        texts={lang: page.search_text() for lang, page in pages.items()},
        tags={lang: tags_in(lang, pages, first.kind, facets) for lang in LANGUAGES},
        facets=facets,
        start=start,
        end=end,
        published=min(card.published for card in cards.values()),
        parts=(*parts_of(pages), *document_parts(key)),
    )


def parts_of(pages: Mapping[str, Source]) -> Iterator[Part]:
    return (part for page in pages.values() for part in page.search_parts())


def sources_of(card: Card) -> Mapping[str, Source]:
    """The live sources of an item, by language."""
    if card.page is None:
        return words_of(card.kind, card.key)
    return live_pages(card.key, model_of(card.page))


def model_of(page: Page) -> type["BasePage"]:
    model = ContentType.objects.get_for_id(page.content_type_id).model_class()
    return cast("type[BasePage]", model)


def tags_in(
    lang: str, pages: Mapping[str, Source], kind: str, facets: dict[str, list[str]]
) -> list[str]:
    """Of an item with one page its tags count in both languages: which they are in is not known."""
    own = (pages.get(lang) or next(iter(pages.values()))).search_tags()
    named = [(facet, code) for facet in NAMED_FACETS for code in facets.get(facet, [])]
    return [*own, *(label(facet, code, lang) for facet, code in [("kind", kind), *named])]


def facets_of(key: UUID) -> dict[str, list[str]]:
    facets: dict[str, list[str]] = defaultdict(list)
    for facet, code in (
        ItemFacet.objects.filter(key=key).order_by("pk").values_list("facet", "code")
    ):
        facets[facet].append(code)
    return dict(facets)
