"""Who waits for a decision at an event that asks for none any more: their place is sure."""

from django.db.models import Q

from events.groups.mail import tell_approved
from events.models import Event, Registration
from events.standing import change

State = Registration.State


def is_undecided(event: Event) -> Q:
    """Those whom nobody decides about; nobody at an event that is off or hidden, or over."""
    is_on = event.visible and not event.is_cancelled and not event.is_past()
    return Q(state=State.PENDING) if is_on and not event.needs_approval else Q(pk__in=())


def confirm_undecided(event: Event) -> None:
    """Give them their place and tell them; the caller holds the lock of the event."""
    rows = event.registrations.filter(is_undecided(event)).select_related("booking", "person")
    for row in rows.order_by("position"):
        change(row, State.CONFIRMED)
        tell_approved(row)
