"""Which events a reader asked for in the address: the same words for the agenda and its feeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.pages import moments
from brink.pages.filters import Filters, pairs, read_filters
from brink.themes.labels import label
from events.models import Event
from events.models.queryset import EventQuerySet, parse_month
from events.queries import FACETS


@dataclass(frozen=True)
class Selection:
    """Chosen facets and months; what nobody knows is set apart in `wrong`."""

    filters: Filters
    months: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]

    def events(self) -> EventQuerySet:
        found = Event.objects.visible().having(self.filters.codes)
        return found.in_months(self.months).with_place()

    @property
    def query(self) -> str:
        """The canonical query string: one for each set of choices."""
        return urlencode([*pairs({"month": self.months}), *pairs(self.filters.codes)])

    def address(self, *, is_past: bool = False, **instead: Iterable[str]) -> str:
        """The list with these choices, some facets chosen anew; `?` alone is the whole list."""
        chosen = {**self.filters.codes, "month": list(self.months), **instead}
        past = [("past", "1")] if is_past else []
        return "?" + urlencode([*pairs(chosen), *past])

    @property
    def words(self) -> list[str]:
        """What was chosen, in the language of the reader."""
        codes = self.filters.codes.items()
        chosen = [label(facet, code) for facet, found in codes for code in found]
        return [*chosen, *(month_name(month) for month in self.months)]

    @property
    def calendar_name(self) -> str:
        """What the calendar is called in somebody's phone: "Brink agenda: workshop"."""
        name = _("Brink agenda")
        return f"{name}: {', '.join(self.words)}" if self.words else name

    @property
    def feed_path(self) -> str:
        return reverse("events:feed") + (f"?{self.query}" if self.query else "")

    @property
    def feed_address(self) -> str:
        """The full address of the feed with exactly these choices."""
        return settings.BASE_URL + self.feed_path

    @property
    def webcal(self) -> str:
        """The same with the scheme that makes a device subscribe at a touch."""
        return f"webcal://{self.feed_address.partition('://')[2]}"

    @property
    def google(self) -> str:
        """Where Google subscribes; it takes only a webcal address here."""
        return f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}"


def read_selection(query: QueryDict) -> Selection:
    filters = read_filters(query, FACETS)
    asked = dict.fromkeys(month for month in query.getlist("month") if month)
    months = tuple(sorted(month for month in asked if is_month(month)))
    wrong = [("month", month) for month in asked if month not in months]
    return Selection(filters, months, (*filters.unknown, *wrong))


def is_month(text: str) -> bool:
    try:
        parse_month(text)
    except ValueError:
        return False
    return True


def month_name(month: str) -> str:
    return moments.month(date(*parse_month(month), 1))


def unknown_names(query: Iterable[str]) -> list[str]:
    """Parameters that are no filter at all; a feed refuses them, a misspelt one would hide it."""
    return [name for name in query if name not in (*FACETS, "month")]
