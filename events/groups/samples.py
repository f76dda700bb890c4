"""Samples of the mails about a group: to its contact, and to who is asked to take a place in it."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.mail.occasions import add_sample
from brink.mail.outgoing import Mail
from brink.people.models import Person
from events.groups import links as booking_links
from events.messages import describe
from events.models import Booking, Registration
from events.samples import a_registration, a_row, change, words_of

State = Registration.State


def a_booking(lang: str) -> Booking:
    contact = Person(given="Femke", infix="van der", family="Zee")
    return Booking(
        uid=uuid.UUID(int=2), contact=contact, email="femke@voorbeeld.example", language=lang
    )


def to_contact(booking: Booking) -> dict[str, Any]:
    page = booking_links.address(booking)
    return {
        "person": booking.contact,
        "places": 3,
        "held": 3,
        "placed": 2,
        "waiting": 2,
        "pending": 0,
        "group_url": page,
        "offer_url": page,
        "agenda_url": "",
    }


def to_colleague(_booking: Booking) -> dict[str, Any]:
    return {"claim_url": settings.BASE_URL, "agenda_url": ""}


def of_member(booking: Booking) -> dict[str, Any]:
    return {**to_contact(booking), "places": 1, "who": "Jikke Hoekstra"}


def to_claimant(_booking: Booking) -> dict[str, Any]:
    return {}


def add(name: str, label: str | Promise, state: str, words: Any, suffix: str = "") -> None:
    def make(lang: str) -> Mail:
        registration = a_registration(lang, state)
        registration.booking = booking = a_booking(lang)
        change(registration.event, name)
        described = describe(registration, a_row(registration))
        return Mail(
            key=f"sample:group:{name}",
            occasion=f"events/{name}",
            to=booking.email,
            language=lang,
            context={**described, **words_of(registration), **words(booking)},
        )

    add_sample(f"events/{name}{suffix}", make, label=label)


def add_for_contact(samples: Iterable[tuple[str, str | Promise, str]]) -> None:
    """What others get as well, as the contact of a group reads it."""
    for name, label, state in samples:
        add(name, label, state, to_contact, "-group")


add("group", _("Your group"), State.WAITING, to_contact)
add("invited", _("A place is kept for you"), State.CONFIRMED, to_colleague)
add("asked-changed", _("A meeting you were asked for changed"), State.CONFIRMED, to_colleague)
add("asked-off", _("A meeting you were asked for is cancelled"), State.CONFIRMED, to_colleague)
add("claim-confirm", _("Is this your address?"), State.CONFIRMED, to_colleague)
add("claimed", _("In a group, not sure yet"), State.WAITING, to_claimant)
add("given-up", _("One of a group is not coming"), State.CONFIRMED, of_member)
add_for_contact(
    [
        ("confirm", _("One more step, of a group"), State.UNCONFIRMED),
        ("offer", _("Places are free for a group"), State.OFFERED),
        ("lapsed", _("An offer to a group was not answered"), State.LAPSED),
        ("pending", _("The organiser decides on a group"), State.PENDING),
        ("refused", _("Some of a group are refused"), State.REFUSED),
        ("cancelled", _("Places of a group are given up"), State.CANCELLED),
        ("taken-off", _("Taken off a group by the organiser"), State.CANCELLED),
    ]
)
