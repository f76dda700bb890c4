"""What an event says to somebody who may want to come: the words for each admission."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brink.pages import moments
from events.admission import Admission, closing_time
from events.deadlines import deadline
from events.entry_words import audience, join
from events.minimum_words import minimum_words
from events.models.event import Event, Seat
from events.queries import EventRow

#: So long before it starts, a list says that registration is about to close.
SOON = timedelta(days=3)


@dataclass(frozen=True)
class SeatCount:
    """The places of one kind, of an event that has two."""

    event: Event
    seat: Seat

    @property
    def name(self) -> str:
        return str(self.seat.label)

    @property
    def capacity(self) -> int | None:
        return self.event.capacity_of(self.seat)

    @property
    def taken(self) -> int:
        return self.event.taken_of(self.seat)

    @property
    def waiting(self) -> int:
        return self.event.waiting_of(self.seat)


@dataclass(frozen=True)
class Invitation:
    """The plot on the page where one signs up; without `href` there is nothing to press."""

    title: str
    text: str = ""
    href: str = ""
    label: str = ""
    is_outline: bool = False
    #: room and online apart, where an event is held both ways
    kinds: tuple[SeatCount, ...] = ()
    #: until when, where that is soon
    badge: str = ""

    @property
    def is_closed(self) -> bool:
        return not self.href


def invitation(row: EventRow) -> Invitation:
    return WORDS[row.admission](row)


def open_to(row: EventRow) -> Invitation:
    words = join(audience(row.event), closing_words(row.event))
    return Invitation(
        _("Are you coming?"),
        words,
        sign_up_path(row),
        _("Sign up"),
        kinds=kinds_of(row.event),
        badge=deadline_note(row.event),
    )


def full(row: EventRow) -> Invitation:
    chance = _("Somebody may still cancel: then the first on the waiting list is asked.")
    return Invitation(
        _("The waiting list is open"),
        join(audience(row.event), chance, closing_words(row.event)),
        sign_up_path(row),
        _("Join the waiting list"),
        is_outline=True,
        kinds=kinds_of(row.event),
        badge=deadline_note(row.event),
    )


def kinds_of(event: Event) -> tuple[SeatCount, ...]:
    return tuple(SeatCount(event, seat) for seat in event.seats) if event.is_hybrid else ()


def not_yet(row: EventRow) -> Invitation:
    opens = row.event.opens
    text = _("You can sign up from %(when)s.") % {"when": when(opens)} if opens else ""
    return Invitation(_("Registration has not opened yet"), text)


def closed(row: EventRow) -> Invitation:
    words = join(minimum_words(row.event), contact_words(row.event))
    return Invitation(_("Registration is closed"), words)


def cancelled(row: EventRow) -> Invitation:
    return Invitation(_("This meeting is cancelled"), _("Signing up is no longer possible."))


def past(row: EventRow) -> Invitation:
    return Invitation(_("This meeting is over"), _("See the agenda for what is still to come."))


WORDS = {
    Admission.OPEN: open_to,
    Admission.FULL: full,
    Admission.NOT_YET: not_yet,
    Admission.CLOSED: closed,
    Admission.CANCELLED: cancelled,
    Admission.PAST: past,
}


def closing_words(event: Event) -> str:
    until = _("You can sign up until %(when)s.") % {"when": when(closing_time(event))}
    return join(minimum_words(event), until, cancel_words(event))


def cancel_words(event: Event) -> str:
    if event.cancel_until is None:
        return _("You can cancel until it starts.")
    return _("You can cancel until %(when)s.") % {"when": when(event.cancel_until)}


def contact_words(event: Event) -> str:
    if not event.organiser_name:
        return ""
    name = join(event.organiser_name, f"({event.organiser_email})" if event.organiser_email else "")
    return _("Do you have a question? Ask %(name)s.") % {"name": name}


def when(moment: datetime) -> str:
    return f"{moments.day(moment)}, {moments.clock(moment)}"


def room_note(row: EventRow) -> str:
    """A line under the seats in a list: only where somebody must know a day."""
    event, state = row.event, row.admission
    if state is Admission.NOT_YET and event.opens:
        return _("You can sign up from %(when)s") % {"when": moments.day(event.opens)}
    if state is Admission.CLOSED:
        return _("Registration is closed")
    if state.is_open and not event.closes and event.start - timezone.now() < SOON:
        return _("You can sign up until %(when)s") % {"when": when(closing_time(event))}
    return ""


def deadline_note(event: Event) -> str:
    """A badge on what closes soon; at midnight the day before is the last."""
    closes = deadline(event)
    if closes is None:
        return ""
    return _("Sign up by %(day)s") % {"day": moments.day(closes - timedelta(seconds=1))}


def sign_up_path(row: EventRow) -> str:
    return reverse("events:register", args=[row.slug])
