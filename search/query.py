"""What a page asks of an engine, and what it gets back. Every engine speaks these words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from brink.pages.models.card import Kind
from brink.pages.version import NEVER
from search.language import Plan

#: The facets of the page, in its order; `when` is worked out at the moment of asking.
FACETS = ("kind", "when", "presence", "theme", "sector", "region", "lang", "year")
STORED_FACETS = tuple(facet for facet in FACETS if facet != "when")
#: Of what takes place. What is called off is not to come; once its day is over it is as the rest.
MOMENTS = UPCOMING, CANCELLED, PAST = "upcoming", "cancelled", "past"


class Sort(StrEnum):
    """`DATE`: what is not over yet, also what is called off, the soonest before the rest; then what
    has been or appeared, the latest first. Ties go to the newest, as everywhere.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    DATE = "date"


@dataclass(frozen=True)
class Span:
    """From a moment until another, which lies outside; None is no bound.

    What never appeared on a day, such as an organisation, lies in no span.
    """

    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def holds(self, moment: datetime, end: datetime | None) -> bool:
        """Whether any of it lies inside: what takes some days may have begun before."""
        if not self:
            return True
        is_late_enough = self.since is None or (end or moment) >= self.since
        is_early_enough = self.until is None or moment < self.until
        return moment > NEVER and is_late_enough and is_early_enough


@dataclass(frozen=True)
class Query:
    """An empty plan asks for everything. `lang` is the reader's, whose words weigh more.

    What the plans in `better` find comes first, and before what only `plan` does. `first` are items
    that are found whatever their words, and lead where the best match does.
    """

    plan: Plan
    lang: str
    now: datetime
    chosen: Mapping[str, list[str]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    size: int = 20
    better: tuple[Plan, ...] = ()
    #: in which it takes place, or else appeared
    span: Span = Span()
    first: tuple[UUID, ...] = ()

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The best first."""
        return (*self.better, self.plan)

    @property
    def order(self) -> Sort:
        """Without words nothing is more relevant than anything else; an event has a date."""
        if self.sort is not Sort.RELEVANCE or self.plan:
            return self.sort
        return Sort.DATE if self.takes_place else Sort.NEWEST

    @property
    def takes_place(self) -> bool:
        """Whether only events were chosen, or only what is to come."""
        when = self.chosen.get("when", [])
        return set(self.chosen.get("kind", [])) == {Kind.EVENT} or (bool(when) and PAST not in when)

    def others(self, facet: str) -> dict[str, list[str]]:
        """The choices in other facets: among those the options of `facet` are counted."""
        return {name: codes for name, codes in self.chosen.items() if name != facet and codes}


@dataclass(frozen=True)
class Near:
    """How near in meaning a hit is, up to 1, and its place by its words alone."""

    cosine: float
    place: int


@dataclass(frozen=True)
class Hit:
    key: UUID
    score: float
    #: only where meaning counted for the order (`search.vectors`)
    near: Near | None = None


@dataclass(frozen=True)
class Results:
    """`total` and `facets` are of all that was found. `is_capped`: more was found than counted.

    `matched` is how much has the words, whatever was chosen in the facets: without what editors put
    first that has not.
    """

    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]]
    is_capped: bool = False
    matched: int = 0
