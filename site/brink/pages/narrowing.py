"""Filters with counts, worked out in memory from the items of one list.

A programme publishes some hundreds of items; the counts of each filter among all the other choices
would cost the database a query each.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.text import capfirst

from brink.themes.labels import Term, labels
from brink.themes.models import Region

Item = TypeVar("Item")
#: facet → codes
Codes = Mapping[str, Sequence[str]]


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
class Narrowing(Generic[Item]):
    """All items of a list, the codes by which each is found, and the codes chosen by facet."""

    items: Sequence[Item]
    codes_of: Callable[[Item], Codes]
    chosen: Codes

    def fits(self, item: Item, facets: Iterable[str]) -> bool:
        """Whether an item has one of the chosen codes of each of these facets."""
        codes = self.codes_of(item)
        return all(set(codes.get(facet, ())) & set(self.chosen[facet]) for facet in facets)

    @cached_property
    def found(self) -> list[Item]:
        return [item for item in self.items if self.fits(item, self.chosen)]

    def found_without(self, facet: str) -> list[Item]:
        """What the other choices find."""
        others = [name for name in self.chosen if name != facet]
        return [item for item in self.items if self.fits(item, others)]

    def groups(self, titles: Mapping[str, str | Promise]) -> list[Group]:
        """The filters in the order of `titles`; one that cannot make the list shorter is absent."""
        groups = (Group(name, title, self.options(name)) for name, title in titles.items())
        return [g for g in groups if len(g.options) > 1 or self.chosen.get(g.name)]

    def options(self, facet: str) -> list[Option]:
        """What can be chosen in a facet: all that finds something, and all that was chosen."""
        fitting = self.found_without(facet)
        counts = Counter(code for item in fitting for code in self.codes_of(item).get(facet, ()))
        chosen = self.chosen.get(facet, ())
        return [
            Option(code, label, counts[code], code in chosen)
            for code, label in self.offered(facet, {*counts, *chosen}).items()
            if counts[code] or code in chosen
        ]

    def offered(self, facet: str, codes: Iterable[str]) -> dict[str, str]:
        """Of these codes those that are worth a box, with their labels, in their own order."""
        wanted, chosen = set(codes), self.chosen.get(facet, ())
        return {
            code: capfirst(term.label())
            for code, term in labels(facet).items()
            if code in wanted and (code in chosen or is_short_enough(term))
        }


def is_short_enough(term: Term) -> bool:
    """Of the regions only provinces, to keep the form short; all others work in the address."""
    return not isinstance(term, Region) or term.level == Region.Level.PROVINCE
