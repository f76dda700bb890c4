"""Half a year in one look: a plot for each month, a tree for each event in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.pages import moments
from events.models.event import Event
from events.models.queryset import ZONE

LENGTH = 6


@dataclass(frozen=True)
class Month:
    """One plot. `states` has one word per event, in their order: room, full or off."""

    code: str
    first: date
    states: tuple[str, ...]

    @property
    def short(self) -> str:
        return moments.spell(self.first, "b", None)

    @property
    def long(self) -> str:
        return moments.spell(self.first, "F", None)

    @property
    def said(self) -> str:
        """What the trees show, in words: "december: 3 bijeenkomsten, 1 geannuleerd"."""
        counts = Counter(self.states)
        number = len(self.states)
        words = [ngettext("%(n)s meeting", "%(n)s meetings", number) % {"n": number}]
        if counts["full"]:
            words.append(_("%(n)s full") % {"n": counts["full"]})
        if counts["off"]:
            words.append(_("%(n)s cancelled") % {"n": counts["off"]})
        return f"{moments.month(self.first)}: {', '.join(words)}"


def season(events: Iterable[Event], today: date) -> list[Month]:
    """The months from now on, those without an event included; events in the order given."""
    states: dict[str, list[str]] = {}
    for event in events:
        states.setdefault(month_of(event), []).append(state_of(event))
    firsts = [month_after(today, number) for number in range(LENGTH)]
    return [
        Month(code, first, tuple(states.get(code, ())))
        for first in firsts
        if (code := f"{first:%Y-%m}")
    ]


def month_of(event: Event) -> str:
    """The month in which an event starts on the clocks of the region: "2026-11"."""
    return f"{event.start.astimezone(ZONE):%Y-%m}"


def month_after(day: date, number: int) -> date:
    """The first day of the month that comes `number` months after that of `day`."""
    months = day.year * 12 + day.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def state_of(event: Event) -> str:
    if event.is_cancelled:
        return "off"
    return "full" if event.free == 0 or (event.free and event.waiting) else "room"
