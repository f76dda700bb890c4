"""Each door by which somebody gets a place at an event, as a direct POST of a browser."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events import links
from events.groups import links as booking_links
from events.models import Booking, Event, Registration, Seat, Series
from events.standing import HOLD
from tests.events.groups import group, last
from tests.events.signing_up import FILLED, page_of
from tests.factories.events import registration_factory

Fields = dict[str, Any]


@dataclass(frozen=True)
class Visit:
    """Where the door is and what is sent there; made while the event is still open."""

    path: str
    fields: Fields

    def post(self, client: Client | None = None) -> HttpResponse:
        return (client or Client()).post(self.path, self.fields)


def one(event: Event) -> Visit:
    return Visit(page_of(event), {**FILLED, "email": "new@b.example", "seat": Seat.ROOM})


def several(event: Event) -> Visit:
    rows = {"guest-TOTAL_FORMS": "0", "guest-INITIAL_FORMS": "0"}
    sent = {"comes": "on", "number": "1", "may_split": "shared", "uid": str(uuid4()), **rows}
    return Visit(page_of(event, name="events:register-group"), {**one(event).fields, **sent})


def meetings(event: Event) -> Visit:
    sent = {"meetings": [event.pk], "uid": str(uuid4())}
    path = reverse("events:enrol", args=[event.series.uid])
    return Visit(path, {**one(event).fields, **sent})


def confirmation(event: Event) -> Visit:
    """Of an address whose place is not held any more."""
    return Visit(links.path("confirm", registration_factory(event, "unconfirmed")), {})


def held(event: Event) -> Visit:
    until = timezone.now() + HOLD
    row = registration_factory(event, "unconfirmed", held_until=until)
    return Visit(links.path("confirm", row), {})


def claim(event: Event) -> Visit:
    address = booking_links.proof_address(last(group(event, 2)), "jan@b.example")
    return Visit(address.removeprefix("http://testserver"), one(event).fields)


def more_guests(event: Event) -> Visit:
    booking: Booking = group(event, 2, email="more@b.example")
    return Visit(booking_links.path(booking, "group-add"), {"add-given": "Jan", "add-seen": "2"})


def other_seat(event: Event) -> Visit:
    return Visit(links.path("switch", registration_factory(event)), {"seat": Seat.ONLINE})


def offer(event: Event) -> Visit:
    until = timezone.now() + HOLD
    row = registration_factory(event, "offered", held_until=until)
    return Visit(links.path("offer", row), {"answer": "accept"})


def group_offer(event: Event) -> Visit:
    booking = group(event, 2, email="offered@b.example")
    booking.registrations.update(state="offered", held_until=timezone.now() + HOLD)
    return Visit(booking_links.path(booking, "group-offer"), {"answer": "accept"})


DOORS: dict[str, Callable[[Event], Visit]] = {
    "one": one,
    "several": several,
    "meetings": meetings,
    "confirmation": confirmation,
    "held": held,
    "claim": claim,
    "more guests": more_guests,
    "other seat": other_seat,
    "offer": offer,
    "group offer": group_offer,
}


def standing() -> list[tuple[Any, ...]]:
    """All that a door could change about who has a place, by whom and of which kind."""
    rows = Registration.objects.order_by("pk")
    return list(rows.values_list("pk", "state", "seat", "email", "claimed", "held_until"))


def a_series() -> Series:
    return Series.objects.create(title_nl="Avonden", title_en="Evenings")
