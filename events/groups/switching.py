"""The contact lets a place of the group that nobody claimed be one of the other kind."""

from enum import StrEnum

from events.admission import Admission, admission, has_room
from events.groups.inviting import refuse_inviting
from events.models import Event, Registration, Seat
from events.settling import settled
from events.standing import fresh
from events.switching import MAY_SWITCH, take

State = Registration.State


class Bar(StrEnum):
    """What keeps the contact from it."""

    CLAIMED = "claimed"
    GONE = "gone"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    OFFERED = "offered"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"
    PRESENT = "present"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    PAST = "past"
    ONE_WAY = "one way"
    FULL = "full"
    QUEUE = "queue"


#: By how the place stands; any other was given up.
STANDING = {
    State.OFFERED: Bar.OFFERED,
    State.LAPSED: Bar.LAPSED,
    State.EXPIRED: Bar.EXPIRED,
    State.REFUSED: Bar.REFUSED,
    State.UNCONFIRMED: Bar.UNCONFIRMED,
}
#: By what the event answers; any other means that registration is closed.
ENDED = {Admission.CANCELLED: Bar.CANCELLED, Admission.PAST: Bar.PAST}


def switch_place(registration: Registration, seat: Seat) -> Bar | None:
    """Switch it, or tell what keeps it from that; then nothing is changed. Twice is once.

    Who made a place their own chooses for themselves. Who was named reads anew where it is: raises
    `TooManyError` when that mail may not go out, or `BusyError`.
    """
    with settled(registration.event_id) as event:
        row = fresh(registration)
        if row.seat == seat and row.claimed is None:
            return None
        if (found := bar(event, row, seat)) is None:
            refuse_inviting(row, row.invited_email)
            take(event, row, seat)
        return found


def bar(event: Event, row: Registration, seat: Seat | None) -> Bar | None:
    """What keeps this place from being one of that kind now; without a kind there is only one."""
    if row.claimed is not None:
        return Bar.CLAIMED
    if row.state not in MAY_SWITCH:
        return STANDING.get(State(row.state), Bar.GONE)
    if row.checked_in is not None:
        return Bar.PRESENT
    if not (answer := admission(event)).is_open:
        return ENDED.get(answer, Bar.CLOSED)
    if seat not in event.seats:
        return Bar.ONE_WAY
    if has_room(event, seat):
        return None
    return Bar.FULL if event.free_of(seat) == 0 else Bar.QUEUE


def other_seat(row: Registration, event: Event) -> Seat | None:
    """The other kind of place, where an event has both."""
    return next((seat for seat in event.seats if seat != row.seat), None)
