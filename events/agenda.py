"""The agenda as a page: one list, its filters with counts, its months, its season.

Two queries for all of it, one more for the cards of the page shown: every event of the side that
is asked for (to come, or past) is read once, and filtered and counted in memory. A region holds
some hundreds; the counts of each filter among all the others would cost a query each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, IntegerField, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from brink.pages import moments
from brink.pages.finding import FindingFailure
from brink.pages.models import Card, ItemFacet
from brink.pages.narrowing import Group
from brink.pages.paging import page_of
from events.invitation import room_note
from events.models.event import Event, Status
from events.models.queryset import ZONE, EventQuerySet
from events.narrowing import GROUPS, MORE_GROUPS, NAMES, EventNarrowing, own_codes
from events.queries import Codes, EventRow, codes_of
from events.season import month_of, season
from events.selection import month_name, name_of, read_selection


@dataclass(frozen=True)
class Strip:
    """One event of the list with what only a list says of it."""

    row: EventRow

    @property
    def note(self) -> str:
        """In place of the summary: what happened to an event that does not go as planned."""
        return self.row.notice if self.row.event.status != Status.SCHEDULED else ""

    @property
    def room_note(self) -> str:
        return room_note(self.row)


@dataclass(frozen=True)
class MonthPart:
    """The events of one month on this page of the list."""

    code: str
    strips: list[Strip]

    @property
    def name(self) -> str:
        return month_name(self.code)


class Agenda:
    def __init__(self, request: HttpRequest) -> None:
        self.selection = read_selection(request.GET)
        self.is_past = request.GET.get("past") == "1"
        self.number = request.GET.get("page")
        self.lang = get_language() or "nl"
        self.now = timezone.now()

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    @cached_property
    def events(self) -> list[Event]:
        """All of this side, whatever was chosen; each knows how many there are on the other."""
        ours, others = self.sides
        number = others.order_by().values("visible").annotate(n=Count("pk")).values("n")
        counted = Subquery(number, output_field=IntegerField())
        return list(ours.with_place().with_languages().annotate(others=counted))

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

    @cached_property
    def page(self) -> Page:
        return page_of(self.narrowing.found, self.number)

    @cached_property
    def parts(self) -> list[MonthPart]:
        grouped = groupby(self.strips(), key=lambda strip: month_of(strip.row.event))
        return [MonthPart(month, list(strips)) for month, strips in grouped]

    def strips(self) -> Iterator[Strip]:
        keys = [event.key for event in self.page]
        cards = {
            card.key: card for card in Card.objects.in_language(self.lang).filter(key__in=keys)
        }
        for event in self.page:
            if event.key in cards:
                yield Strip(EventRow(event, cards[event.key], self.codes[event.key]))

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

    @cached_property
    def season(self) -> list[dict[str, Any]]:
        """The coming half year of what was chosen; a month on this page is a step down it."""
        if self.is_past:
            return []
        events = self.narrowing.found_without("month")
        here = {part.code for part in self.parts}
        return [
            {
                "href": self.month_href(month.code, month.states, month.code in here),
                "short": month.short,
                "long": month.long,
                "said": month.said,
                "states": month.states,
            }
            for month in season(events, self.today)
        ]

    def month_href(self, code: str, states: tuple[str, ...], is_here: bool) -> str:
        if is_here:
            return f"#m{code}"
        return self.selection.address(month=[code]) if states else ""

    @property
    def status(self) -> str:
        number = len(self.narrowing.found)
        return ngettext("%(n)s meeting", "%(n)s meetings", number) % {"n": number}

    @property
    def lead(self) -> str:
        """How many there are, until when, and that everybody may come."""
        going = [event for event in self.events if not event.is_cancelled]
        if self.is_past or self.chosen or not going:
            return ""
        words = ngettext(
            "%(n)s meeting, in %(month)s.", "%(n)s meetings until the end of %(month)s.", len(going)
        ) % {"n": len(going), "month": moments.month(going[-1].start)}
        return " ".join((words, _("Everybody is welcome.")))

    @property
    def others(self) -> int:
        """How many there are on the other side: past ones, or those to come."""
        first: Any = next(iter(self.events), None)
        return (first.others or 0) if first else 0

    @property
    def other_href(self) -> str:
        return "?" if self.is_past else "?past=1"

    @property
    def clear(self) -> str:
        return "?past=1" if self.is_past else "?"

    @property
    def removable(self) -> list[dict[str, str]]:
        """What was chosen, with the address of the list without it."""
        return [
            {"label": name_of(facet, code), "href": self.without(facet, code)}
            for facet, codes in self.chosen.items()
            for code in codes
        ]

    def without(self, facet: str, code: str) -> str:
        left = [other for other in self.chosen[facet] if other != code]
        return self.selection.address(is_past=self.is_past, **{facet: left})

    @property
    def query(self) -> str:
        """The address query of this list, without the page."""
        return self.selection.address(is_past=self.is_past).removeprefix("?")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form keeps."""
        past = [("past", "1")] if self.is_past else []
        return [("q", self.selection.text), *past] if self.selection.text else past

    @property
    def wrong(self) -> str:
        """What was asked for and nobody knows, to be told: "Type ‘nope’"."""
        return ", ".join(f"{NAMES[name]} ‘{code[:40]}’" for name, code in self.selection.wrong[:5])
