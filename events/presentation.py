"""One event as a page: its facts from the published row, its words from the page.

In a preview there may be no row yet, or an older one: the facts are then those of the draft.
"""

from dataclasses import dataclass, replace
from datetime import time
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brink.pages import moments
from brink.pages.item_view import ItemView
from brink.pages.models import Card
from brink.pages.navigation import Navigation
from brink.pages.templatetags.brink import language_label
from events.calendar_links import calendar_links
from events.days import Slot, day_at
from events.invitation import Invitation, invitation
from events.models.event import Event, Presence, Status
from events.models.series import Series
from events.own_invitation import find_known, own_invitation
from events.projection import copy_facts
from events.queries import EventRow, event_row
from events.series import Sittings, sittings_of

if TYPE_CHECKING:
    from events.models.page import EventPage


@dataclass(frozen=True)
class Session:
    """A programme item: when it is is a fact of the event, its words are those of the page."""

    day: int
    time: time
    title: str
    text: str
    speaker: str
    is_break: bool


class EventView(ItemView):
    page: "EventPage"

    def __init__(self, page: "EventPage", request: HttpRequest) -> None:
        super().__init__(page, request.card)  # type: ignore[attr-defined]
        self.is_preview = getattr(request, "is_preview", False)
        self.user: Any = request.user if Navigation(request).is_logged_in else None

    @cached_property
    def event(self) -> Event:
        found = Event.objects.with_place().filter(key=self.card.key).first()
        if self.is_preview:
            return draft_facts(self.page, found)
        if found is None or not found.visible:
            raise Http404(_("There is no such event."))
        return found

    @cached_property
    def row(self) -> EventRow:
        if self.is_preview:
            return EventRow(self.event, self.card, self.page.facets())
        found = event_row(self.event, self.card.lang, self.card)
        return replace(found or EventRow(self.event, self.card), sittings=self.sittings)

    @cached_property
    def sittings(self) -> Sittings:
        """All meetings of its series, if it is in one."""
        series = self.event.series_id
        return sittings_of([series]).get(series, ()) if series else ()

    @property
    def name(self) -> str:
        """What it is, in a line: type, first theme, and the language if it is another."""
        theme = self.row.themes[:1]
        foreign = [] if self.card.is_translated else [language_label(self.card.body_lang)]
        return " · ".join(part for part in (self.row.type, *theme, *foreign) if part)

    @property
    def invitation(self) -> Invitation:
        known = None if self.is_preview else find_known(self.event, self.user)
        return own_invitation(self.row, known) if known else invitation(self.row)

    @property
    def calendar_links(self) -> list[dict[str, str]]:
        """Nobody is asked to note down what is over or off."""
        event = self.event
        return [] if event.is_cancelled or event.is_past() else calendar_links(self.row)

    @property
    def facts(self) -> list[dict[str, str]]:
        rows = [self.when(), self.where(), self.for_whom(), self.costs()]
        return [row for row in rows if row.get("strong") or row.get("text")]

    def when(self) -> dict[str, str]:
        start, end = self.event.start, self.event.end
        row = {"name": _("When"), "datetime": moments.machine(start)}
        if moments.is_one_day(start, end):
            day = moments.day(start, year=True)
            return {**row, "strong": day, "text": moments.hours(start, end)}
        return {**row, "strong": moments.span(start, end), "text": ""}

    def where(self) -> dict[str, str]:
        """The place; of what is online only that, since the link is for those who signed up."""
        event, row = self.event, {"name": _("Where")}
        mailed = _("The link comes by mail to who has signed up.")
        if event.presence == Presence.ONLINE or event.place is None:
            return {**row, "strong": _("Online"), "text": mailed} if is_online(event) else row
        address = event.place.address.removeprefix(event.place.name).removeprefix(", ")
        if event.presence == Presence.HYBRID:
            address = ". ".join(filter(None, (address, _("Or join online."))))
        return {**row, "strong": event.place.name, "text": address}

    def for_whom(self) -> dict[str, str]:
        return {"name": _("For whom"), "text": self.page.audience, "lang": self.body_lang}

    def costs(self) -> dict[str, str]:
        return {"name": _("Costs"), "text": self.page.cost, "lang": self.body_lang}

    @property
    def notice(self) -> dict[str, str]:
        """What readers must know before anything else."""
        text = self.page.notice if self.is_preview else self.row.notice
        looks = {
            Status.CANCELLED: (_("This meeting is cancelled"), "roof", "cancel"),
            Status.MOVED: (_("This meeting has moved"), "", "moved"),
        }
        title, colour, icon = looks.get(Status(self.event.status), (_("Please note"), "", "info"))
        if not text and self.event.status == Status.SCHEDULED:
            return {}
        lang = "" if self.row.notice_lang == self.card.lang else self.row.notice_lang
        return {"title": title, "colour": colour, "icon": icon, "text": text, "lang": lang}

    @cached_property
    def series(self) -> dict[str, Any]:
        """The other meetings of its series, and which one of them this is."""
        event = self.event
        if event.series is None or self.is_preview:
            return {}
        sittings = self.sittings
        keys = [sitting.key for sitting in sittings]
        cards = Card.objects.in_language(self.card.lang).filter(key__in=keys)
        by_key = {card.key: card for card in cards}
        rows = [EventRow(e, by_key[e.key], {}, sittings) for e in sittings if e.key in by_key]
        order = [row.event.pk for row in rows]
        if len(rows) < 2 or event.pk not in order:
            return {}
        return {
            "title": event.series,
            "rows": rows,
            "number": order.index(event.pk) + 1,
            "enrol_path": enrol_path(event.series, rows),
        }

    @property
    def left_out(self) -> list[Card]:
        """The other meetings of its series stand on their own as well."""
        return [*self.related, *(row.card for row in self.series.get("rows", ()))]

    @cached_property
    def programme(self) -> list[dict[str, Any]]:
        """The items of each day; a day has a title where there are several."""
        sessions = sorted(map(self.session, self.page.programme.all()), key=day_number)
        days = [(number, list(items)) for number, items in groupby(sessions, key=day_number)]
        return [
            {"title": self.title_of(number) if len(days) > 1 else "", "sessions": items}
            for number, items in days
        ]

    def title_of(self, number: int) -> str:
        date = moments.day(day_at(self.event.start, number))
        return _("Day %(number)s: %(date)s") % {"number": number, "date": date}

    def session(self, item: Any) -> Session:
        """Times come from the owner of the facts; an item that it does not know has its own."""
        known = {} if self.is_preview else self.event.sessions
        shared = known.get(str(item.translation_key))
        slot = Slot.read(*shared) if shared else Slot(item.time, item.minutes, item.day)
        words = item.title, item.text, item.speaker
        return Session(slot.day, slot.time, *words, item.is_break)

    @property
    def speakers(self) -> list[dict[str, str]]:
        return [
            {
                "name": speaker.name,
                "note": ", ".join(filter(None, (speaker.role, str(speaker.organisation or "")))),
                "bio": speaker.bio,
            }
            for speaker in self.page.speakers.all()
        ]


def day_number(session: Session) -> int:
    return session.day


def enrol_path(series: Series, rows: list[EventRow]) -> str:
    """Where one signs up for several meetings; empty while fewer than two take people."""
    number = sum(row.admission.is_open for row in rows)
    return reverse("events:enrol", args=[series.uid]) if number > 1 else ""


def is_online(event: Event) -> bool:
    return event.presence != Presence.ROOM


def draft_facts(page: "EventPage", event: Event | None) -> Event:
    """The facts of a draft, never saved: with the counters of the published row if there is one."""
    lang = page.locale.language_code
    draft = event or Event(key=page.translation_key, facts_lang=lang, visible=True)
    if draft.facts_lang == lang:
        copy_facts(draft, {lang: page})
    draft.start = draft.start or timezone.now()
    draft.end = draft.end or draft.start
    return draft
