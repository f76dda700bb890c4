"""The facets of the page: what a reader can choose, with how much there is of it."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from brink.pages.filters import Filters
from brink.pages.narrowing import Group, Option, is_short_enough
from brink.themes.labels import labels
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


def make_groups(counts: Mapping[str, Mapping[str, int]], filters: Filters) -> list[Group]:
    """The facets that have anything to choose."""
    groups = [
        Group(facet, TITLES[facet], make_options(facet, counts[facet], filters)) for facet in FACETS
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
    terms = labels(facet)
    codes = [code for code in counts if code in terms and is_short_enough(terms[code])]
    return sorted(codes, key=lambda code: (-counts[code], code))[:MOST_OPTIONS]


def unknown_codes(filters: Filters) -> str:
    """The codes of the address that nobody knows, told as the lists tell it."""
    return ", ".join(f"{facet}={code[:40]}" for facet, code in filters.unknown[:5])
