"""Who gets a place that comes free: the first in the queue, and nobody else."""

from django.utils import timezone

from events.admission import may_move_up
from events.messages import tell_all
from events.models import Event, Registration


def promote(event: Event) -> list[Registration]:
    """Give free places to who waits, in order of arrival; the caller holds the lock of the event.

    Nobody is promoted for an event that is cancelled, over or hidden; `closes` ends only sign-ups.
    Unconfirmed addresses in between are passed over, they are not on the list yet.
    """
    if not event.waiting or not may_move_up(event):
        return []
    queue = event.registrations.queue()
    lucky = list(queue if event.free is None else queue[: event.free])
    if not lucky:
        return []
    for registration in lucky:
        registration.state = Registration.State.CONFIRMED
    first = event.registrations.queue().filter(position__lte=lucky[-1].position)
    first.update(state=Registration.State.CONFIRMED, changed=timezone.now())
    tell_all(lucky, "promoted")
    event.taken += len(lucky)
    event.waiting -= len(lucky)
    return lucky
