"""What an event says to who signed up already: how they stand, and the way to their page."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import links
from events.deadlines import is_too_late_to_cancel
from events.invitation import Invitation, cancel_words, invitation
from events.models import Event, Registration, Seat
from events.models.event import Status
from events.ownership import registration_at
from events.queries import EventRow

State = Registration.State
TITLES = {
    State.CONFIRMED: gettext_lazy("You are coming"),
    State.WAITING: gettext_lazy("You are on the waiting list"),
    State.OFFERED: gettext_lazy("A place is free for you"),
    State.PENDING: gettext_lazy("The organiser decides"),
}


def find_known(event: Event, user: Any) -> Registration | None:
    """What a reader has at an event, if they are logged in and it is still to be."""
    return None if user is None or event.is_past() else registration_at(event, user)


def own_invitation(row: EventRow, known: Registration) -> Invitation:
    """In place of "sign up"; who did not confirm yet, or when it is off, reads what all do."""
    if known.state not in TITLES or row.event.status == Status.CANCELLED:
        return invitation(row)
    state = State(known.state)
    return Invitation(
        str(TITLES[state]),
        WORDS[state](known),
        links.path("confirm", known),
        _("Your registration"),
        is_outline=state != State.OFFERED,
    )


def coming(known: Registration) -> str:
    if is_too_late_to_cancel(known):
        return seat_words(known)
    return " ".join(filter(None, (seat_words(known), cancel_words(known.event))))


def seat_words(known: Registration) -> str:
    if not known.event.is_hybrid:
        return ""
    is_online = known.seat == Seat.ONLINE
    return _("You take part online.") if is_online else _("You have a place in the room.")


WORDS: dict[State, Callable[[Registration], str]] = {
    State.CONFIRMED: coming,
    State.WAITING: lambda known: _("You get a mail when a place comes free for you."),
    State.OFFERED: lambda known: _("Say whether you want it: somebody else may be waiting."),
    State.PENDING: lambda known: _("You get a mail as soon as they have decided."),
}
