"""Groups in the tests: who signs up whom, and how each then stands."""

from typing import Any

from events.applicant import Applicant
from events.groups.booking import GroupRequest, Guest, book_group
from events.models import Booking, Event, Registration
from events.registration import confirm

CONTACT = "femke@zeevonk.example"


def contact(**fields: Any) -> Applicant:
    known = {"email": CONTACT, "given": "Femke", "family": "Zee", "organisation": "Zeevonk"}
    return Applicant(**{**known, **fields})


def asked(number: int = 3, **fields: Any) -> GroupRequest:
    """For so many people, the contact among them, with an address that is proven."""
    names = {name: fields.pop(name) for name in ("is_verified", "seat", "is_flexible", "email",
             "person", "organisation", "language") if name in fields}  # fmt: skip
    known = {"contact": contact(**{"is_verified": True, **names}), "may_split": False}
    known["guests"] = [Guest()] * (number - fields.get("comes", True))
    return GroupRequest(**{**known, **fields})


def group(event: Event, number: int = 3, **fields: Any) -> Booking:
    return book_group(event.pk, asked(number, **fields))


def confirmed(booking: Booking) -> Booking:
    confirm(first(booking))
    return booking


def first(booking: Booking) -> Registration:
    return booking.registrations.order_by("position")[0]


def last(booking: Booking) -> Registration:
    return booking.registrations.order_by("-position")[0]


def states_of(booking: Booking) -> list[str]:
    return list(booking.registrations.order_by("position").values_list("state", flat=True))
