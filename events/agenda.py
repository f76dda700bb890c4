"""The agenda as a page: one list, its months, its season; one query more than its side takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from brink.pages import moments
from brink.pages.models import Card
from brink.pages.paging import page_of
from events.invitation import deadline_note, room_note
from events.models.event import Status
from events.models.queryset import ZONE
from events.narrowing import NAMES
from events.queries import EventRow
from events.season import month_of, season
from events.selection import month_name, name_of
from events.series import with_numbers
from events.side import DEADLINE, Side


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

    @property
    def deadline(self) -> str:
        return deadline_note(self.row.event)


@dataclass(frozen=True)
class Part:
    """The events of one month on this page of the list; by deadline those to sign up for."""

    code: str
    name: str
    strips: list[Strip]


class Agenda(Side):
    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.number = request.GET.get("page")
        self.lang = get_language() or "nl"

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    @cached_property
    def page(self) -> Page:
        return page_of(self.narrowing.found, self.number)

    @cached_property
    def parts(self) -> list[Part]:
        if self.is_by_deadline:
            grouped = groupby(self.strips(), key=lambda strip: strip.row.admission.is_open)
            return [part_of(is_open, list(strips)) for is_open, strips in grouped]
        months = groupby(self.strips(), key=lambda strip: month_of(strip.row.event))
        return [Part(f"m{month}", month_name(month), list(strips)) for month, strips in months]

    def strips(self) -> Iterator[Strip]:
        keys = [event.key for event in self.page]
        cards = {
            card.key: card for card in Card.objects.in_language(self.lang).filter(key__in=keys)
        }
        found = [event for event in self.page if event.key in cards]
        rows = [EventRow(event, cards[event.key], self.codes[event.key]) for event in found]
        yield from map(Strip, with_numbers(rows))

    @cached_property
    def season(self) -> list[dict[str, Any]]:
        """The coming half year of what was chosen; a month on this page is a step down it."""
        if self.is_past:
            return []
        events = self.narrowing.found_without("month")
        here = {part.code.removeprefix("m") for part in self.parts}
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
        return self.address(month=[code]) if states else ""

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
        ) % {"n": len(going), "month": moments.month(max(event.start for event in going))}
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
        return "?" + urlencode(self.kept)

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
        return self.address(**{facet: left})

    def address(self, **instead: Iterable[str]) -> str:
        """This list with some facets chosen anew, in its order; always spelled alike."""
        chosen = self.selection.address(is_past=False, **instead).removeprefix("?")
        return "?" + "&".join(filter(None, (chosen, urlencode(self.kept))))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What is no choice of events: their side and their order."""
        order = [("sort", DEADLINE)] if self.is_by_deadline else []
        return [("past", "1")] if self.is_past else order

    @property
    def orders(self) -> list[dict[str, str]]:
        """The two orders of what is to come; the present one without an address."""
        if self.is_past or not self.events:
            return []
        chosen = self.selection.query
        other = "&".join(filter(None, (chosen, f"sort={DEADLINE}")))
        return [
            {"text": _("By date"), "href": f"?{chosen}" if self.is_by_deadline else ""},
            {"text": _("By deadline"), "href": "" if self.is_by_deadline else f"?{other}"},
        ]

    @property
    def query(self) -> str:
        """The address query of this list, without the page."""
        return self.address().removeprefix("?")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form keeps."""
        text = self.selection.text
        return [("q", text), *self.kept] if text else self.kept

    @property
    def wrong(self) -> str:
        """What was asked for and nobody knows, to be told: "Type ‘nope’"."""
        return ", ".join(f"{NAMES[name]} ‘{code[:40]}’" for name, code in self.selection.wrong[:5])


def part_of(is_open: bool, strips: list[Strip]) -> Part:
    code, name = ("open", _("To sign up for")) if is_open else ("closed", _("Not to sign up for"))
    return Part(code, name, strips)
