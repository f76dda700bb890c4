"""A list of items as a page: what fits the filters, the counts of each filter, numbered pages.

All cards of the list and their codes are read once, in two queries, and filtered and counted in
memory: a programme publishes some hundreds of items, and the counts of each filter among all the
others would cost a query each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language

from brink.pages.facets import attach_facets
from brink.pages.filters import Filters, read_filters
from brink.pages.models.card import Card, Kind
from brink.pages.paging import page_of
from brink.themes.labels import label, labels
from brink.themes.models import Region


@dataclass(frozen=True)
class Option:
    """One box to tick, and how many items it finds beside the other choices."""

    code: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Group:
    name: str
    title: str | Promise
    options: list[Option]


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
        cards = Card.objects.in_language(self.lang).of_kind(*self.kinds).newest()
        cards = attach_facets(cards)
        for card in cards:
            card.facet_codes["kind"] = [card.kind]
        return cards

    @cached_property
    def found(self) -> list[Card]:
        return [card for card in self.cards if fits(card, self.filters.codes)]

    @cached_property
    def page(self) -> Page:
        return page_of(self.found, self.number)

    @property
    def rows(self) -> list[Row]:
        return [Row(card, theme_line(card)) for card in self.page]

    @cached_property
    def groups(self) -> list[Group]:
        groups = (Group(name, title, self.options(name)) for name, title in self.facets.items())
        return [
            group
            for group in groups
            if len(group.options) > 1 or self.filters.codes.get(group.name)
        ]

    def options(self, facet: str) -> list[Option]:
        """What can be chosen in a facet: all that finds something, and all that was chosen."""
        others = self.filters.others(facet)
        fitting = [card for card in self.cards if fits(card, others)]
        counts = Counter(code for card in fitting for code in card.facet_codes.get(facet, ()))
        chosen = self.filters.codes.get(facet, ())
        return [
            Option(code, capfirst(label(facet, code)), counts[code], code in chosen)
            for code in labels(facet)
            if code in chosen or (counts[code] and is_offered(facet, code))
        ]

    @property
    def removable(self) -> list[dict[str, str]]:
        """What was chosen, with the address of the list without it."""
        return [{"label": one.label, "href": one.address} for one in self.filters.chosen]

    @property
    def wrong(self) -> str:
        """What was asked for and nobody knows, to be told."""
        return ", ".join(f"{facet}={code[:40]}" for facet, code in self.filters.unknown[:5])


def fits(card: Card, codes: Mapping[str, Iterable[str]]) -> bool:
    """Whether a card has one of the codes of each facet."""
    return all(
        set(card.facet_codes.get(facet, ())) & set(wanted) for facet, wanted in codes.items()
    )


def is_offered(facet: str, code: str) -> bool:
    """Of the regions only provinces, to keep the form short; all others work in the address."""
    term = labels(facet)[code]
    return not isinstance(term, Region) or term.level == Region.Level.PROVINCE


def theme_line(card: Card) -> str:
    return " · ".join(label("theme", code) for code in card.facet_codes.get("theme", ()))
