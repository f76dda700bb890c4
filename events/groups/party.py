"""Who belongs together at an event, and who answers for them: the contact of a group."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from events.models import Booking, Event, Registration

State = Registration.State


def is_led(row: Registration) -> bool:
    """Whether a contact decides for them."""
    return row.booking is not None and row.booking.is_group


def is_of_contact(row: Registration) -> bool:
    """Whether the contact of a group holds it: nobody claimed it, or they did themselves."""
    mine = row.booking.email if row.booking else ""
    return is_led(row) and (row.claimed is None or row.email == mine)


def is_asked(row: Registration) -> bool:
    """Whether the contact gave an address for it, and nobody made it theirs."""
    return row.claimed is None and bool(row.invited_email)


def address_of(row: Registration) -> str:
    """Where mail goes about a sign-up that is not confirmed yet."""
    return row.booking.email if row.booking is not None and is_led(row) else row.email


def beside(row: Registration) -> Q:
    """Those whom one answer is about, among the rows of its event: all of a group, else the one."""
    return Q(booking=row.booking_id) if is_led(row) else Q(pk=row.pk)


def asked_together(row: Registration) -> list[Registration]:
    """The rows that one confirmation is about: those of a group, else the one.

    Not what ran out and was asked for anew elsewhere.
    """
    if row.booking is None or not is_led(row):
        return [row]
    rows = row.booking.registrations.filter(event=row.event_id)
    rows = rows.select_related("event__place__municipality", "person", "booking")
    rows = rows.filter(Q(state=State.UNCONFIRMED) | Q(state=State.EXPIRED) & ~Exists(asked_anew()))
    return list(rows.order_by("position"))


def asked_anew() -> Any:
    """What else the address or the person of a row has at its event now."""
    is_same = Q(email=OuterRef("email")) & ~Q(email="") | Q(person=OuterRef("person"))
    active = Registration.objects.active().filter(is_same, event=OuterRef("event"))
    return active.exclude(pk=OuterRef("pk"))


def invited_in(booking: Booking, but: int = 0) -> set[str]:
    """The addresses that its contact gave for places nobody claimed, but for one of them."""
    rows = booking.registrations.active().filter(claimed=None).exclude(invited_email="")
    return set(rows.exclude(Q(pk=but)).values_list("invited_email", flat=True))


def rows_of(booking: Booking) -> list[Registration]:
    """The places of a group that are still its own, in order."""
    rows = booking.registrations.active().select_related("event", "person", "booking__contact")
    return list(rows.order_by("position"))


def not_there(rows: Iterable[Registration]) -> list[Registration]:
    """Those who have not come in: only they can be taken off the list."""
    return [row for row in rows if row.checked_in is None]


def event_of(booking: Booking) -> Event:
    """The one event that a group is for, also when all of it was given up."""
    rows = booking.registrations.select_related("event__place__municipality", "event__type")
    return rows.order_by("pk")[0].event
