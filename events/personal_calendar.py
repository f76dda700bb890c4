"""Somebody's own agenda as a calendar: what they come to, and what they wait for.

People share their calendars. So there is nothing in it with which another could act, such as the
link to cancel; with the code for the door one says who came, and no more. Nor is there anything
about others, such as how many wait before them. Nor its own address: a SOURCE (RFC 7986) would hand
it to whoever gets a copy.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

import icalendar
from django.db.models import Case, F, FilteredRelation, Q, QuerySet, Value, When
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from events.calendar.bell import ring_each
from events.calendar.component import add_conference, lead_to_page, summary, vevent
from events.calendar.days import with_days
from events.calendar.file import join
from events.calendar.text import one_line
from events.calendar.window import within_window
from events.door.codes import spell_code
from events.models import Event, PersonalFeed, Registration, Seat
from events.models.queryset import ZONE
from events.online_link import is_online, link_for, shown_from
from events.personal_feeds import registrations_in
from events.queries import EventRow, event_rows
from events.series import with_numbers

State = Registration.State

#: How an entry is called that is not certain: a calendar may not show its status.
UNCERTAIN = {
    State.OFFERED: gettext_noop("Place on offer: %(title)s"),
    State.WAITING: gettext_noop("Waiting list: %(title)s"),
    State.PENDING: gettext_noop("Asked for: %(title)s"),
}
#: What an agenda has, and which counts of two at one event.
SHOWN = (State.CONFIRMED, *UNCERTAIN)


def personal_calendar(feed: PersonalFeed) -> bytes:
    """The bytes of a feed: the same at each read on a day until something changes."""
    with translation.override(feed.language):
        best = one_for_each_event(shown(feed))
        rows = with_numbers(event_rows([found.event for found in best], feed.language))
        standing = {found.event_id: found for found in best}
        parts = chain.from_iterable(
            entries(row, standing[row.event.pk], feed.alarm) for row in rows
        )
        return join([part.to_ical() for part in parts], name=name_of(feed.name))


def name_of(device: str) -> str:
    """What the calendar is called among the others there: "My agenda on Brink: phone"."""
    return _("My agenda on Brink: %(device)s") % {"device": device}


def shown(feed: PersonalFeed) -> QuerySet[Registration]:
    """By date; of two at one event, a guest's and an account's, the one nearer to a place is first.

    Each knows when the entry that everybody reads last changed, as `modified`.
    """
    today = timezone.localdate(timezone=ZONE)
    found = registrations_in(feed).filter(
        state__in=SHOWN,
        event__in=within_window(Event.objects.visible(), today),
    )
    block = FilteredRelation("event__blocks", condition=Q(event__blocks__lang=feed.language))
    rank = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(SHOWN)))
    joined = found.select_related("event__place__municipality", "event__series")
    stamped = joined.annotate(block=block, modified=F("block__modified"))
    return stamped.order_by("event__start", "event", rank, "pk")


def one_for_each_event(registrations: Iterable[Registration]) -> list[Registration]:
    best: dict[int, Registration] = {}
    for registration in registrations:
        best.setdefault(registration.event_id, registration)
    return list(best.values())


def entries(row: EventRow, registration: Registration, alarm: int | None) -> list[icalendar.Event]:
    """An event and its days as everybody reads them, with what is only for who comes."""
    component = at_own_place(vevent(row, stamp_of(registration)), registration)
    if row.event.is_cancelled:
        return with_days(component, row)
    if words := UNCERTAIN.get(State(registration.state)):
        return with_days(tentative(component, _(words) % {"title": summary(row)}), row)
    component = with_way_in(with_code(component, registration), link_for(registration))
    parts = with_days(component, row)
    ring_each(parts, alarm)
    return parts


def stamp_of(registration: Registration) -> datetime:
    """How somebody stands is a change of their entry too, though not of the event.

    So is it that the link to the meeting stands in it from a moment on.
    """
    modified: datetime | None = getattr(registration, "modified", None)
    known = max(modified or registration.event.changed, registration.changed)
    opened = shown_from(registration.event) if link_for(registration) else None
    return max(known, opened) if opened else known


def tentative(component: icalendar.Event, words: str) -> icalendar.Event:
    component["status"] = icalendar.vText("TENTATIVE")
    component["summary"] = icalendar.vText(words, params=component["summary"].params)
    return component


def at_own_place(component: icalendar.Event, registration: Registration) -> icalendar.Event:
    """Who takes part online is sent to the page, also where others come to a room."""
    if is_online(registration):
        lead_to_page(component)
    return component


def with_code(component: icalendar.Event, registration: Registration) -> icalendar.Event:
    """What only who comes to the room gets: the code to show at the door."""
    if registration.seat == Seat.ROOM and registration.code:
        words = _("Your code for the door: %(code)s") % {"code": spell_code(registration.code)}
        write_above(component, words)
    return component


def write_above(component: icalendar.Event, words: str) -> None:
    component["description"] = icalendar.vText(f"{words}\n\n{component['description']}")


def with_way_in(component: icalendar.Event, link: str) -> icalendar.Event:
    """What only who takes part online gets: the link to the meeting (`events.online_link`)."""
    if link:
        add_way_in(component, one_line(link))
    return component


def add_way_in(component: icalendar.Event, link: str) -> None:
    """The link to the meeting itself: as such (RFC 7986), and in the text for older calendars."""
    words = _("Taking part online: %(link)s") % {"link": link}
    write_above(component, words)
    add_conference(component, link, label=_("Taking part online"))
