"""The facets of the page: what a reader can choose, with how much there is of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from brink.pages.filters import Filters
from brink.pages.narrowing import Group, Option, is_short_enough
from brink.themes.labels import labels
from search.query import FACETS

TITLES = {
    "kind": _("Kind"),
    "when": _("When"),
    "presence": _("In the room or online"),
    "theme": _("Theme"),
    "sector": _("Sector"),
    "region": _("Region"),
    "lang": _("Language"),
    "year": _("Year"),
}
#: Of a longer list what is found most stands open, and what is chosen; the rest is folded away.
MOST_OPEN = 8


@dataclass(frozen=True)
class LongGroup(Group):
    """A facet with more options than one takes in at once."""

    more: list[Option]


def make_groups(counts: Mapping[str, Mapping[str, int]], filters: Filters) -> list[LongGroup]:
    """The facets that have anything to choose."""
    groups = [make_group(facet, counts[facet], filters.codes.get(facet, [])) for facet in FACETS]
    return [group for group in groups if group.options]


def make_group(facet: str, counts: Mapping[str, int], chosen: list[str]) -> LongGroup:
    """All options in the order of their vocabulary, so that they stay where they are."""
    options = make_options(facet, counts, chosen)
    by_number = sorted(options, key=lambda option: (not option.checked, -option.count))
    more = by_number[max(MOST_OPEN, len(chosen)) :]
    is_long = len(more) > 1  # one more takes less room than the way to it
    shown = [option for option in options if option not in more] if is_long else options
    folded = [option for option in options if option in more] if is_long else []
    return LongGroup(facet, TITLES[facet], shown, folded)


def make_options(facet: str, counts: Mapping[str, int], chosen: list[str]) -> list[Option]:
    """What finds something, and what was chosen."""
    return [
        Option(code, capfirst(term.label()), counts.get(code, 0), code in chosen)
        for code, term in labels(facet).items()
        if code in chosen or (counts.get(code) and is_short_enough(term))
    ]


def unknown_codes(pairs: Sequence[tuple[str, str]]) -> str:
    """The choices of the address that nobody knows, told as the lists tell it."""
    return ", ".join(f"{name}={code[:40]}" for name, code in pairs[:5])
