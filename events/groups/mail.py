"""Who is told what when a group gets places, or a number in the queue."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from events.groups import links as booking_links
from events.groups.inviting import invitable
from events.groups.party import is_led, is_of_contact, rows_of
from events.messages import INVITED, tell, tell_all
from events.models import Booking, Registration
from events.waiting_words import why_waiting

State = Registration.State
GROUP = "group"


def tell_rows(rows: Sequence[Registration], occasion: str | None = None) -> None:
    """Tell one person how they stand (or this occasion); or the contact of a group and its people.

    The contact gets the link to the page of the group. Who has a place and claimed it gets what
    everybody gets; who was named with an address is asked to claim theirs.
    """
    if not is_led(rows[0]):
        tell(rows[0], occasion)
        return
    tell_all(rows, GROUP, counted(rows), is_news=True)
    tell_placed(rows)


def tell_contact(booking: Booking) -> None:
    """The link to the page of a group once more, for a contact who asks for it."""
    rows = [row for row in rows_of(booking) if row.state != State.UNCONFIRMED]
    if rows:
        tell_all(rows, GROUP, counted(rows), is_news=True)


def tell_approved(row: Registration) -> None:
    """A place is sure; the contact of a group hears it once, when nobody of it is undecided."""
    if row.claimed is not None or not is_led(row):
        tell(row, is_news=True)
    if row.booking is not None and is_led(row) and not counted([row])["pending"]:
        tell_contact(row.booking)
    invite([row])


def tell_placed(rows: Sequence[Registration]) -> None:
    """What people of a group hear who have a place now."""
    placed = [row for row in rows if row.state == State.CONFIRMED]
    tell_all([row for row in placed if row.claimed], "confirmed")
    invite(placed)


def tell_members(rows: Sequence[Registration]) -> None:
    """Who claimed a place hears that it is gone when the contact did not take it."""
    members = [row for row in rows if is_led(row) and not is_of_contact(row)]
    tell_all(members, "cancelled")


def invite(rows: Sequence[Registration]) -> None:
    """Ask who was named with an address to claim their place, as far as they may be mailed."""
    for row in invitable(rows):
        words = {"invited": row.invited_email}
        tell(row, INVITED, words, is_news=True)


def counted(rows: Sequence[Registration]) -> dict[str, Any]:
    """How a group stands: all of it, whichever rows changed."""
    group = Registration.objects.filter(event=rows[0].event_id, booking=rows[0].booking_id)
    states = Counter(group.values_list("state", flat=True))
    first = group.queue().first()
    return {
        "placed": states[State.CONFIRMED],
        "waiting": states[State.WAITING],
        "pending": states[State.PENDING],
        "number": first.queue_number() if first else None,
    }


def contact_words(row: Registration) -> dict[str, Any]:
    """What a mail to a contact says other than one to who has a place."""
    booking = row.booking
    if booking is None:
        return {}
    page = booking_links.address(booking)
    first = booking.registrations.queue().filter(event=row.event_id).first()
    theirs = booking.registrations.active().filter(event=row.event_id, claimed=None)
    return {
        "person": booking.contact,
        "places": theirs.count(),
        "why_waiting": why_waiting(first or row, booking.language),
        "group_url": page,
        "offer_url": page,
        "agenda_url": "",
    }
