"""One side of the agenda, to come or past: all events, and which of them fit the choices.

Two queries, and those of search when there are words to look for. Every event of the side is read
once, and filtered and counted in memory. A region holds some hundreds; the counts of each filter
among all the others would cost a query each.
"""

from functools import cached_property, partial
from uuid import UUID

from django.db.models import Count, IntegerField, Subquery
from django.http import HttpRequest
from django.utils import timezone

from brink.pages.finding import FindingFailure
from brink.pages.models import ItemFacet
from brink.pages.narrowing import Group
from events.deadlines import by_deadline
from events.models.event import Event
from events.models.queryset import EventQuerySet
from events.narrowing import GROUPS, MORE_GROUPS, EventNarrowing, own_codes
from events.queries import Codes, codes_of
from events.selection import read_selection

#: `?sort=deadline`; a calendar has no order, so feeds do not know it
DEADLINE = "deadline"


class Side:
    def __init__(self, request: HttpRequest) -> None:
        self.selection = read_selection(request.GET)
        self.is_past = request.GET.get("past") == "1"
        #: what closes first comes first; what has been has no deadline
        self.is_by_deadline = not self.is_past and request.GET.get("sort") == DEADLINE
        self.now = timezone.now()

    @cached_property
    def events(self) -> list[Event]:
        """All of this side, whatever was chosen; each knows how many there are on the other."""
        ours, others = self.sides
        number = others.order_by().values("visible").annotate(n=Count("pk")).values("n")
        counted = Subquery(number, output_field=IntegerField())
        found = list(ours.with_place().with_languages().annotate(others=counted))
        key = partial(by_deadline, now=self.now)
        return sorted(found, key=key) if self.is_by_deadline else found

    @property
    def sides(self) -> tuple[EventQuerySet, EventQuerySet]:
        shown = Event.objects.visible()
        sides = shown.upcoming(self.now), shown.past(self.now)
        return sides[::-1] if self.is_past else sides

    @cached_property
    def codes(self) -> dict[UUID, Codes]:
        """The facets of all events; what is looked for is a code of the events that have it."""
        keys = self.sides[0].order_by().values("key")
        facets = ItemFacet.objects.filter(key__in=keys, facet__in=(*GROUPS, *MORE_GROUPS))
        stored, found = codes_of(facets), set(self.found or ())
        texts = {True: {"q": [self.selection.text]}, False: {}}
        return {
            event.key: {
                **stored.get(event.key, {}),
                **own_codes(event),
                **texts[event.key in found],
            }
            for event in self.events
        }

    @cached_property
    def found(self) -> list[UUID] | None:
        """What search finds; None when nothing is looked for or when it does not answer."""
        try:
            return self.selection.found
        except FindingFailure:
            return None

    @property
    def is_unanswered(self) -> bool:
        """Whether there are words to look for, and search does not answer."""
        return bool(self.selection.text) and self.found is None

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        chosen = self.selection.codes
        return {f: chosen[f] for f in chosen if f != "q"} if self.is_unanswered else chosen

    @cached_property
    def narrowing(self) -> EventNarrowing:
        return EventNarrowing(self.events, lambda event: self.codes[event.key], self.chosen)

    @property
    def groups(self) -> list[Group]:
        return self.narrowing.groups(GROUPS)

    @property
    def more_groups(self) -> list[Group]:
        return self.narrowing.groups(MORE_GROUPS)

    @property
    def is_more_open(self) -> bool:
        """Whether something is chosen of what is folded away."""
        return any(self.chosen.get(facet) for facet in MORE_GROUPS)
