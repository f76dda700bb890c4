"""From the room to online and back, as long as there is place."""

from events import history
from events.admission import admission, has_room
from events.groups.mail import tell_placed
from events.groups.party import is_led
from events.messages import LINK, tell, tell_all
from events.models import Event, Registration, Seat
from events.online_link import link_for
from events.registration import PresentError, RefusedError
from events.settling import settled
from events.standing import change, seated

State = Registration.State
SWITCHED = "switched"
#: Who has an offer answers that first; who is not confirmed yet signs up anew.
MAY_SWITCH = (State.CONFIRMED, State.PENDING, State.WAITING)


class NoRoomError(Exception):
    """There is no place of that kind, or somebody waits for it; nothing was changed."""


def switch(registration: Registration, seat: Seat) -> Registration:
    """Take a place of the other kind; the old one comes free. Twice is once.

    Who waits goes to where there is room, and has a place at once. Raises `NoRoomError`,
    `RefusedError` (`PresentError` for who is inside) or `BusyError`.
    """
    with settled(registration.event_id) as event:
        current = Registration.objects.select_related("person", "booking").get(pk=registration.pk)
        if current.seat == seat or current.state not in MAY_SWITCH:
            return current
        refuse_switch(event, current, seat)
        take(event, current, seat)
        return current


def refuse_switch(event: Event, row: Registration, seat: Seat) -> None:
    if not (answer := admission(event)).is_open:
        raise RefusedError(answer)
    if row.checked_in is not None:
        raise PresentError(answer)
    if seat not in event.seats or not has_room(event, seat):
        raise NoRoomError


def take(event: Event, row: Registration, seat: Seat) -> None:
    waited = row.state == State.WAITING
    row.seat = seat
    row.save(update_fields=["seat", "changed"])
    history.write(row, history.SEAT, note=seat)
    if waited:
        change(row, seated(event, row))
    tell_switched(row, None if waited else SWITCHED)


def tell_switched(row: Registration, occasion: str | None) -> None:
    """Of a place that nobody claimed the contact knows, who did it; who was named hears it.

    The contact gets the link where it is shown by now: nobody else can pass it on.
    """
    if not is_led(row) or row.claimed is not None:
        tell(row, occasion, is_news=True)
        return
    tell_placed([row])
    if link_for(row):
        tell_all([row], LINK, is_news=True)


def may_switch(registration: Registration, event: Event) -> Seat | None:
    """The other kind of place if it is to be had now; `switch` decides anew."""
    if registration.state not in MAY_SWITCH or not admission(event).is_open:
        return None
    if registration.checked_in is not None:
        return None
    others = [seat for seat in event.seats if seat != registration.seat and has_room(event, seat)]
    return others[0] if others else None
