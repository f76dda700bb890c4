"""How somebody stands at each meeting of a series that they signed up for in one go."""

from dataclasses import dataclass

from events import links
from events.admission import Admission, admission, may_confirm
from events.models import Booking, Event, Registration
from events.queries import EventRow, event_rows
from events.series import with_numbers

State = Registration.State

#: What became of a meeting while somebody stood as they stand there, or before they confirmed it.
CANCELLED, HELD, PAST, CLOSED = "cancelled", "held", "past", "closed"


@dataclass(frozen=True)
class Sitting:
    """One meeting: the registration, and the event with its words."""

    registration: Registration
    row: EventRow

    @property
    def path(self) -> str:
        """The page about this meeting alone."""
        return links.path("confirm", self.registration)

    @property
    def ended(self) -> str:
        """What is true of it instead of how they stand there; empty as long as that counts."""
        state, event = self.registration.state, self.row.event
        if event.is_cancelled:
            return CANCELLED
        if event.is_past():
            was_there = state == State.CONFIRMED and self.registration.checked_in
            return HELD if was_there else PAST
        is_asked = state in (State.UNCONFIRMED, State.EXPIRED)
        is_closed = admission(event) == Admission.CLOSED
        is_lost = is_asked and is_closed and not may_confirm(event, self.registration)
        return CLOSED if is_lost else ""


def has_more(registration: Registration) -> bool:
    """Whether its series has a meeting that takes people, with this address not on its list."""
    event = registration.event
    theirs = Registration.objects.active().filter(email=registration.email)
    others = Event.objects.visible().filter(series=event.series_id).exclude(pk=event.pk)
    left = others.exclude(pk__in=theirs.values("event"))
    return event.series_id is not None and any(admission(each).is_open for each in left)


def has_all(email: str, rows: list[EventRow]) -> bool:
    """Whether an address is on the list of all these meetings."""
    events = [row.event.pk for row in rows]
    theirs = Registration.objects.active().filter(email=email.lower(), event__in=events)
    return theirs.values("event").distinct().count() == len(events)


def sittings_of_booking(booking: Booking | None, lang: str) -> list[Sitting]:
    """In their order; empty for who signed up for one meeting, or for a group."""
    if booking is None or booking.is_group:
        return []
    found = booking.registrations.with_number().select_related("event__series")
    by_event = {row.event_id: row for row in found.order_by("event__start", "position")}
    rows = with_numbers(event_rows([row.event for row in by_event.values()], lang))
    return [Sitting(by_event[row.event.pk], row) for row in rows]
