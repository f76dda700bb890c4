"""The facets of the page: what a reader can choose, with how much there is of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from brink.pages.filters import Filters
from brink.themes.labels import labels
from brink.themes.models import Region
from search.query import FACETS

TITLES = {
    "kind": _("Kind"),
    "when": _("When"),
    "theme": _("Theme"),
    "sector": _("Sector"),
    "region": _("Region"),
    "lang": _("Language"),
    "year": _("Year"),
}
#: Longer lists show what is found most; what is chosen is always there.
MOST_OPTIONS = 8


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Group:
    """One facet, in the words of the component `facets`."""

    name: str
    title: str
    options: list[Option]


def make_groups(counts: Mapping[str, Mapping[str, int]], filters: Filters) -> list[Group]:
    """The facets that have anything to choose."""
    groups = [
        Group(facet, str(TITLES[facet]), make_options(facet, counts[facet], filters))
        for facet in FACETS
    ]
    return [group for group in groups if group.options]


def make_options(facet: str, counts: Mapping[str, int], filters: Filters) -> list[Option]:
    """The options in the order of their vocabulary, so that they stay where they are."""
    chosen = filters.codes.get(facet, [])
    terms = labels(facet)
    shown = set(most_found(facet, counts)) | set(chosen)
    return [
        Option(code, capfirst(term.label()), counts.get(code, 0), code in chosen)
        for code, term in terms.items()
        if code in shown
    ]


def most_found(facet: str, counts: Mapping[str, int]) -> list[str]:
    codes = [code for code in counts if is_offered(facet, code)]
    return sorted(codes, key=lambda code: (-counts[code], code))[:MOST_OPTIONS]


def is_offered(facet: str, code: str) -> bool:
    """Of regions only provinces: items carry every level, and a filter in an address any."""
    term = labels(facet).get(code)
    return not isinstance(term, Region) or term.level == Region.Level.PROVINCE


def unknown_words(filters: Filters) -> str:
    """The codes of the address that nobody knows, to tell that they were passed over."""
    return ", ".join(quote_all(f"{facet}={code[:40]}" for facet, code in filters.unknown[:5]))


def quote_all(words: Iterable[str]) -> list[str]:
    return [f"“{word}”" for word in words]
