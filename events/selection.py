"""Which events a reader asked for in the address: the same words for the agenda and its feeds."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import quote, urlencode
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brink.pages import moments
from brink.pages.filters import Filters, pairs, read_filters
from brink.pages.finding import can_find, find_keys, is_versioned
from brink.pages.tracking import is_tracking
from brink.pages.version import content_stamp
from brink.themes.labels import forget, label
from events.models import Event
from events.models.queryset import EventQuerySet, parse_month
from events.queries import FACETS

#: What the search field takes; the rest of a longer text is not read.
LONGEST_TEXT = 200

#: the content version at which this process read the organisers for one that it did not know
_organisers_at: dict[str, tuple[int, datetime]] = {}


@dataclass(frozen=True)
class Selection:
    """Chosen facets, months and words; what nobody knows is set apart in `wrong`."""

    filters: Filters
    months: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]
    #: what search must find in an event; empty for anything
    text: str = ""

    @property
    def codes(self) -> dict[str, list[str]]:
        """All choices, by the name that each has in the address."""
        more = {"month": list(self.months), "q": [self.text] if self.text else []}
        return {**self.filters.codes, **{name: codes for name, codes in more.items() if codes}}

    @cached_property
    def found(self) -> list[UUID] | None:
        """What search finds, asked once; None when nothing is looked for.

        Raises `FindingFailure`: what cannot be looked for must not pass for what is not there.
        """
        return find_keys(self.text, get_language() or "nl", ["event"]) if self.text else None

    def events(self) -> EventQuerySet:
        events = Event.objects.visible().having(self.filters.codes).in_months(self.months)
        events = events if self.found is None else events.filter(key__in=self.found)
        return events.with_place()

    @property
    def mark(self) -> str:
        """What of the choice can change while its version stays; empty where nothing can.

        Where no version vouches for search, it is asked: the events found are part of the ETag.
        Raises `FindingFailure`.
        """
        if is_versioned() or self.found is None:
            return ""
        keys = ",".join(sorted(key.hex for key in self.found))
        return hashlib.sha256(keys.encode()).hexdigest()[:16]

    @property
    def query(self) -> str:
        """The canonical query string: one for each set of choices."""
        return urlencode(pairs(self.codes))

    def address(self, *, is_past: bool = False, **instead: Iterable[str]) -> str:
        """The list with these choices, some facets chosen anew; `?` alone is the whole list."""
        past = [("past", "1")] if is_past else []
        return "?" + urlencode([*pairs({**self.codes, **instead}), *past])

    @property
    def words(self) -> list[str]:
        """What was chosen, in the language of the reader."""
        return [name_of(facet, code) for facet, codes in self.codes.items() for code in codes]

    @property
    def calendar_name(self) -> str:
        """What the calendar is called in somebody's phone: "Brink agenda: workshop"."""
        name = _("Brink agenda")
        return f"{name}: {', '.join(self.words)}" if self.words else name

    @property
    def feed_path(self) -> str:
        return self.path("events:feed")

    @property
    def page_path(self) -> str:
        """The page that tells how to subscribe to exactly these choices."""
        return self.path("events:subscribe")

    def path(self, name: str) -> str:
        return reverse(name) + (f"?{self.query}" if self.query else "")

    @property
    def feed_address(self) -> str:
        """The full address of the feed with exactly these choices."""
        return settings.BASE_URL + self.feed_path

    @property
    def links(self) -> list[dict[str, str]]:
        return subscribe_links(self.feed_path, self.calendar_name)

    @property
    def webcal(self) -> str:
        return webcal(self.feed_address)


def webcal(address: str) -> str:
    """The same address with the scheme that makes a device subscribe at a touch."""
    return f"webcal://{address.partition('://')[2]}"


def google(address: str) -> str:
    """Where Google subscribes; it takes only a webcal address here."""
    return f"https://calendar.google.com/calendar/r?cid={quote(webcal(address), safe='')}"


def outlook(address: str, name: str, *, host: str = "outlook.live.com") -> str:
    """Where Outlook on the web subscribes; `outlook.office.com` for work and school.

    It takes no webcal address, and shows a plus as a plus.
    """
    query = urlencode({"url": address, "name": name}, quote_via=quote, safe="")
    return f"https://{host}/calendar/0/addfromweb?{query}"


def subscribe_links(path: str, name: str) -> list[dict[str, str]]:
    """The ways to subscribe to the feed at a path, as `components/calendar-links.html` asks."""
    address = settings.BASE_URL + path
    work = outlook(address, name, host="outlook.office.com")
    return [
        {"href": webcal(address), "text": _("Subscribe on this device")},
        {"href": google(address), "text": _("Google Calendar")},
        {"href": outlook(address, name), "text": _("Outlook.com")},
        {"href": work, "text": _("Outlook for work or school")},
        {"href": path, "text": _("Download once, as .ics file"), "icon": "download"},
    ]


def read_selection(query: QueryDict) -> Selection:
    """Read the choices; those in another order, or made twice, are the same choices."""
    filters = read_filters(query, FACETS)
    if any(facet == "organiser" for facet, _code in filters.unknown) and forget_organisers():
        filters = read_filters(query, FACETS)
    codes = {facet: sorted(filters.codes[facet]) for facet in FACETS if facet in filters.codes}
    asked = dict.fromkeys(month for month in query.getlist("month") if month)
    months = tuple(sorted(month for month in asked if is_month(month)))
    text, *more = texts_of(query) or [""]
    wrong = [("month", month) for month in asked if month not in months]
    wrong += [("q", other) for other in more]
    known = Filters(codes, filters.unknown, filters.rest)
    return Selection(known, months, (*filters.unknown, *wrong), text)


def forget_organisers() -> bool:
    """Have the organisers read anew: one may have published its first event a moment ago.

    Once for each content version, so that an address that somebody makes up costs one short query.
    """
    stamp = content_stamp()
    if _organisers_at.get("stamp") == stamp:
        return False
    forget("organiser")
    _organisers_at["stamp"] = stamp
    return True


def texts_of(query: QueryDict) -> list[str]:
    """What is to be searched for, each text once. Only one can be; the others are wrong."""
    texts = (" ".join(text.replace("\x00", " ").split()) for text in query.getlist("q"))
    return list(dict.fromkeys(text[:LONGEST_TEXT].strip() for text in texts if text))


def is_month(text: str) -> bool:
    try:
        parse_month(text)
    except ValueError:
        return False
    return True


def month_name(month: str) -> str:
    return moments.month(date(*parse_month(month), 1))


def name_of(facet: str, code: str) -> str:
    """A choice in words: a label, a month, or what is looked for, in quotes."""
    if facet == "q":
        return _("“%(text)s”") % {"text": code}
    return month_name(code) if facet == "month" else label(facet, code)


def unknown_names(query: Iterable[str]) -> list[str]:
    """Parameters that are no filter at all; a feed refuses them, a misspelt one would hide it.

    What others hang on an address to count visits chooses nothing, and is let through.
    """
    known = (*FACETS, "month", *(("q",) if can_find() else ()))
    return [name for name in query if name not in known and not is_tracking(name)]


def is_ahead(when: list[str]) -> bool:
    """Whether a choice of moments leaves what a calendar has."""
    return not when or ("upcoming" in when and "past" not in when)


def follow_search(text: str, codes: Mapping[str, list[str]]) -> str:
    """How to subscribe to what search found; empty when it was narrowed by what is no filter here.

    What is to come is no such choice: a calendar has that, with what is called off of it, and what
    has been is behind it.
    """
    kept = {name: found for name, found in codes.items() if found and name != "when"}
    if not set(kept) <= set(FACETS) or not is_ahead(codes.get("when", [])):
        return ""
    query = urlencode(pairs({**kept, "q": [text] if text else []}))
    return reverse("events:subscribe") + (f"?{query}" if query else "")
