"""Which events: words on the queryset of the published facts."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from brink.pages.languages import LANGUAGES
from brink.pages.models.card import Card, ItemFacet
from brink.pages.moments import ZONE


class EventQuerySet(models.QuerySet):
    """Reads as words: `Event.objects.visible().upcoming().having({"theme": ["export"]})`.

    Every event is upcoming or past, never neither: it is past from the moment it ends.
    """

    def visible(self) -> "EventQuerySet":
        return self.filter(visible=True)

    def upcoming(self, now: datetime | None = None) -> "EventQuerySet":
        """Not over yet, those that run included; the first to start comes first."""
        return self.filter(end__gt=now or timezone.now()).order_by("start", "pk")

    def past(self, now: datetime | None = None) -> "EventQuerySet":
        """Over; the latest comes first."""
        return self.filter(end__lte=now or timezone.now()).order_by("-start", "-pk")

    def in_months(self, months: Iterable[str]) -> "EventQuerySet":
        """Those that start in one of the months ("2026-11"), all of them when none is named.

        Raises `ValueError` for what is no month.
        """
        wanted = models.Q()
        for first, after in map(month_bounds, months):
            wanted |= models.Q(start__gte=first, start__lt=after)
        return self.filter(wanted)

    def having(self, codes: Mapping[str, Iterable[str]]) -> "EventQuerySet":
        """Those with one of the codes of a facet, and so for each facet that names any."""
        events = self
        for facet, wanted in codes.items():
            if wanted := list(wanted):
                events = events.filter(has_code(facet, wanted))
        return events

    def with_languages(self) -> "EventQuerySet":
        """Adds `in_nl` and `in_en`: whether there is a text in that language."""
        return self.annotate(**{f"in_{lang}": has_code("lang", [lang]) for lang in LANGUAGES})

    def organisers(self) -> Iterable[tuple[str, str]]:
        """Code and name of each organiser, hidden events included: their addresses live on."""
        named = self.exclude(organiser_code="").order_by("organiser_code", "organiser_name")
        return named.values_list("organiser_code", "organiser_name").distinct()

    def with_place(self) -> "EventQuerySet":
        """Joined with what a reader is told of it beside its own row."""
        return self.select_related("place__municipality", "series")


def has_code(facet: str, codes: list[str]) -> models.Q | Exists:
    """Whether an event has one of the codes; who holds it and its languages are no item facets."""
    if facet == "organiser":
        return models.Q(organiser_code__in=codes)
    if facet == "lang":  # announced in the other language, it still is not in it
        own = Card.objects.filter(key=OuterRef("key"), lang__in=codes, body_lang=F("lang"))
        return Exists(own)
    return Exists(ItemFacet.objects.filter(key=OuterRef("key"), facet=facet, code__in=codes))


def month_bounds(month: str) -> tuple[datetime, datetime]:
    """The first moment of a month and of the next; local midnights, whatever the clocks do."""
    year, number = parse_month(month)
    following = (year, number + 1) if number < 12 else (year + 1, 1)
    return datetime(year, number, 1, tzinfo=ZONE), datetime(*following, 1, tzinfo=ZONE)


def parse_month(month: str) -> tuple[int, int]:
    """ "2026-11" → (2026, 11). Raises `ValueError` for anything else, years past 9998 too."""
    year, dash, number = month.partition("-")
    is_written_right = month.isascii() and len(year) == 4 and len(number) == 2 and dash
    if not (is_written_right and year.isdecimal() and number.isdecimal()):
        raise ValueError(month)
    if not (1900 <= int(year) <= 9998 and 1 <= int(number) <= 12):
        raise ValueError(month)
    return int(year), int(number)


def day_start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
