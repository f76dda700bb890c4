"""Filters with counts, worked out in memory from the events of one list."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from brink.themes.labels import labels
from brink.themes.models import Region
from events.models.event import Event
from events.queries import Codes
from events.selection import month_name

#: The filters of the form, in this order.
GROUPS = ("type", "theme", "region", "presence", "month")


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Group:
    name: str
    title: str
    options: list[Option]


@dataclass(frozen=True)
class Narrowing:
    """All events of a list with their codes (the month is one), and the codes chosen by facet."""

    events: Sequence[Event]
    codes: Mapping[UUID, Codes]
    chosen: Mapping[str, Sequence[str]]

    def fits(self, event: Event, facets: Iterable[str]) -> bool:
        """Whether an event has one of the chosen codes of each of these facets."""
        codes = self.codes[event.key]
        return all(set(codes.get(facet, ())) & set(self.chosen[facet]) for facet in facets)

    @cached_property
    def found(self) -> list[Event]:
        return [event for event in self.events if self.fits(event, self.chosen)]

    def found_without(self, facet: str) -> list[Event]:
        """What the other choices find."""
        others = [name for name in self.chosen if name != facet]
        return [event for event in self.events if self.fits(event, others)]

    def groups(self) -> list[Group]:
        titles = {
            "type": _("Type"),
            "theme": _("Theme"),
            "region": _("Where"),
            "presence": _("In the room or online"),
            "month": _("Month"),
        }
        return [Group(name, titles[name], self.options(name)) for name in GROUPS]

    def options(self, facet: str) -> list[Option]:
        """What can be chosen, with how many events that finds beside the other choices."""
        fitting = self.found_without(facet)
        counts = Counter(code for e in fitting for code in self.codes[e.key].get(facet, ()))
        chosen = self.chosen.get(facet, ())
        offered = {**offer(facet, counts), **{code: name_of(facet, code) for code in chosen}}
        return [
            Option(code, label, counts[code], code in chosen)
            for code, label in offered.items()
            if counts[code] or code in chosen
        ]


def offer(facet: str, counts: Mapping[str, int]) -> dict[str, str]:
    """Codes and labels in their own order; of the regions only provinces, to keep it short."""
    if facet == "month":
        return {code: month_name(code) for code in sorted(counts)}
    terms = labels(facet)
    if facet == "region":
        terms = {code: term for code, term in terms.items() if is_province(term)}
    return {code: term.label() for code, term in terms.items()}


def is_province(term: Any) -> bool:
    return getattr(term, "level", "") == Region.Level.PROVINCE


def name_of(facet: str, code: str) -> str:
    if facet == "month":
        return month_name(code)
    term = labels(facet).get(code)
    return term.label() if term else code
