"""Who is told what when a group gets places, or a number in the queue."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation

from events.groups import links as booking_links
from events.groups.inviting import invitable
from events.groups.kinds import seat_words, seats_of
from events.groups.party import is_led, is_of_contact, rows_of
from events.messages import INVITED, calendar_address, tell, tell_all, where_of
from events.models import Booking, Registration
from events.online_link import link_for, link_from
from events.queries import EventRow
from events.waiting_words import why_waiting

State = Registration.State
GROUP, GIVEN_UP = "group", "given-up"


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


def tell_given_up(row: Registration, who: str) -> None:
    """The contact of a group hears that one of it is not coming; `who` is a name, or an address.

    Each time: who declined may be asked anew.
    """
    tell_all([row], GIVEN_UP, {"who": who}, is_news=True)


def invite(rows: Sequence[Registration]) -> None:
    """Ask who was named with an address to claim their place, as far as they may be mailed."""
    for row in invitable(rows):
        words = {"invited": row.invited_email}
        tell(row, INVITED, words, is_news=True)


def counted(rows: Sequence[Registration]) -> dict[str, Any]:
    """How a group stands: all of it, whichever rows changed."""
    group = Registration.objects.filter(event=rows[0].event_id, booking=rows[0].booking_id)
    everybody = list(group.only("state", "seat"))
    states = Counter(row.state for row in everybody)
    first = group.queue().first()
    return {
        "placed": states[State.CONFIRMED],
        "waiting": states[State.WAITING],
        "pending": states[State.PENDING],
        "number": first.queue_number() if first else None,
        "seats": seats_of(rows[0].event, [row for row in everybody if row.is_active]),
    }


def contact_words(
    row: Registration, found: EventRow | None, said: Mapping[str, Any]
) -> dict[str, Any]:
    """What a mail to a contact says other than one to who has a place; `said` is known already."""
    booking = row.booking
    if booking is None:
        return {}
    page = booking_links.address(booking)
    first = booking.registrations.queue().filter(event=row.event_id).first()
    here = [each for each in rows_of(booking) if each.event_id == row.event_id]
    theirs = [each for each in here if is_of_contact(each)]
    unclaimed = [each for each in theirs if each.claimed is None]
    seats = said.get("seats") or seats_of(row.event, unclaimed)
    return {
        "person": booking.contact,
        "places": len(unclaimed),
        "why_waiting": why_waiting(first or row, booking.language),
        "group_url": page,
        "offer_url": page,
        "agenda_url": "",
        **place_words(row, found, seats, booking.language),
        **(link_words(theirs) if seats["online"] else {"online_link": "", "link_from": None}),
    }


def place_words(
    row: Registration, found: EventRow | None, seats: Mapping[str, int], lang: str
) -> dict[str, Any]:
    """Where they go: to the room if any of them does."""
    is_remote, card = not seats["room"], found.card if found else None
    with translation.override(lang):
        numbers = seat_words(seats)
    return {
        "where": where_of(row.event, lang, is_remote=is_remote),
        "calendar_url": calendar_address(card, row, is_remote=is_remote),
        "seat_numbers": numbers,
    }


def link_words(rows: Sequence[Registration]) -> dict[str, Any]:
    """The way in, or from when, if any of them takes part online."""
    return {
        "online_link": next(filter(None, map(link_for, rows)), ""),
        "link_from": next(filter(None, map(link_from, rows)), None),
    }
