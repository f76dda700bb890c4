"""Where somebody reads how a registration stands: a contact on the page of the group."""

from typing import Any

from events import links
from events.groups import links as booking_links
from events.groups.party import asked_together, is_led, is_of_contact
from events.models import Registration

State = Registration.State


def landing(registration: Registration) -> str:
    return group_path_of(registration) or links.path("confirm", registration)


def group_path_of(registration: Registration) -> str:
    """The page of a group, for its contact; empty for others, and while it is not confirmed."""
    is_asked = registration.state in (State.UNCONFIRMED, State.EXPIRED)
    if is_asked or registration.booking is None or not is_of_contact(registration):
        return ""
    return booking_links.path(registration.booking)


def elsewhere(registration: Registration) -> str:
    """The page of the group, of a place that nobody claimed: it has no page of its own."""
    return "" if registration.claimed else group_path_of(registration)


def group_words(registration: Registration) -> dict[str, Any]:
    """What the page of one registration says of its group."""
    together = asked_together(registration) if is_led(registration) else []
    return {
        "is_member": is_led(registration) and not is_of_contact(registration),
        "group_path": group_path_of(registration),
        "together": together,
        "held": sum(row.held_until is not None for row in together),
    }
