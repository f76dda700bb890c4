"""Filters by code in the address (`?theme=export&theme=zorg`), for lists and feeds alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from brink.themes.labels import label, labels

#: What belongs to one view of a list and must not follow to another choice.
DROPPED = ("page",)


@dataclass(frozen=True)
class Chosen:
    """One chosen code, and the address of the list without it."""

    facet: str
    code: str
    label: str
    address: str


@dataclass(frozen=True)
class Filters:
    """What a reader chose. `codes` and `unknown` hold only the facets that were asked about."""

    codes: dict[str, list[str]]
    unknown: list[tuple[str, str]]
    #: other parameters of the address, kept when a choice changes (`past`, `q`, `month`)
    rest: tuple[tuple[str, str], ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.codes)

    @property
    def is_known(self) -> bool:
        """Whether every code exists. A list ignores an unknown one with a note, a feed is a 404."""
        return not self.unknown

    @property
    def query(self) -> str:
        """The choices as one canonical query string: sorted, each once, without the rest."""
        return urlencode(pairs(self.codes))

    @property
    def chosen(self) -> list[Chosen]:
        return [
            Chosen(facet, code, label(facet, code), self.address_without(facet, code))
            for facet, codes in self.codes.items()
            for code in codes
        ]

    def others(self, facet: str) -> dict[str, list[str]]:
        """The choices in all other facets: what the counts of `facet` are counted among."""
        return {name: codes for name, codes in self.codes.items() if name != facet}

    def address_without(self, facet: str, code: str) -> str:
        left = [other for other in self.codes.get(facet, []) if other != code]
        return address({**self.codes, facet: left}, self.rest)

    @property
    def clear(self) -> str:
        """The address of the list without any choice."""
        return address({}, self.rest)


def read_filters(query: QueryDict, facets: Iterable[str]) -> Filters:
    """Read the choices in `facets` from the address; codes nobody knows are set apart."""
    codes: dict[str, list[str]] = {}
    unknown: list[tuple[str, str]] = []
    facets = tuple(facets)
    for facet in facets:
        for code in dict.fromkeys(query.getlist(facet)):
            if code in labels(facet):
                codes.setdefault(facet, []).append(code)
            elif code:
                unknown.append((facet, code))
    rest = tuple(
        (name, value)
        for name, values in query.lists()
        for value in values
        if name not in facets and name not in DROPPED and value
    )
    return Filters(codes, unknown, rest)


def pairs(codes: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    return sorted({(facet, code) for facet, chosen in codes.items() for code in chosen})


def address(codes: Mapping[str, Iterable[str]], rest: Iterable[tuple[str, str]]) -> str:
    """A relative address; `?` alone leads to the list as it is without parameters."""
    return "?" + urlencode([*pairs(codes), *rest])
