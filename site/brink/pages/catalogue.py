"""A list of items as a page: what fits the filters, the counts of each filter, numbered pages.

All cards of the list and their codes are read once, in two queries, and narrowed in memory.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language

from brink.pages.facets import attach_facets
from brink.pages.filters import Filters, read_filters
from brink.pages.models.card import Card, Kind
from brink.pages.narrowing import Codes, Group, Narrowing
from brink.pages.paging import page_of
from brink.themes.labels import label


@dataclass(frozen=True)
class Row:
    """One item of the list, and its themes in words."""

    card: Card
    themes: str

    @property
    def is_failed(self) -> bool:
        return self.card.kind == Kind.FAILED


class Catalogue:
    """The cards of some kinds in the language of the reader, as far as the address asks for them.

    `facets` names the filters and their titles, in order. The kind of a card counts as a code of
    the facet `kind`. A page that does not exist raises Http404.
    """

    def __init__(
        self, request: HttpRequest, kinds: Iterable[str], facets: Mapping[str, str | Promise]
    ) -> None:
        self.kinds, self.facets = tuple(kinds), facets
        self.filters: Filters = read_filters(request.GET, facets)
        self.number = request.GET.get("page")
        self.lang = get_language() or "nl"

    @cached_property
    def cards(self) -> list[Card]:
        """All of the list, the newest first, whatever was chosen."""
        return attach_facets(Card.objects.in_language(self.lang).of_kind(*self.kinds).newest())

    @cached_property
    def narrowing(self) -> Narrowing[Card]:
        return Narrowing(self.cards, codes_of, self.filters.codes)

    @property
    def found(self) -> list[Card]:
        return self.narrowing.found

    @cached_property
    def page(self) -> Page:
        return page_of(self.found, self.number)

    @property
    def rows(self) -> list[Row]:
        return [Row(card, theme_line(card)) for card in self.page]

    @cached_property
    def groups(self) -> list[Group]:
        return self.narrowing.groups(self.facets)

    @property
    def removable(self) -> list[dict[str, str]]:
        """What was chosen, with the address of the list without it."""
        return [{"label": one.label, "href": one.address} for one in self.filters.chosen]

    @property
    def wrong(self) -> str:
        """What was asked for and nobody knows, to be told."""
        return ", ".join(f"{facet}={code[:40]}" for facet, code in self.filters.unknown[:5])


def codes_of(card: Card) -> Codes:
    return {**card.facet_codes, "kind": [card.kind]}


def theme_line(card: Card) -> str:
    return " · ".join(label("theme", code) for code in card.facet_codes.get("theme", ()))
