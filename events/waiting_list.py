"""Who gets a place that comes free: the first in the queue, and nobody else."""

from events.admission import may_move_up
from events.messages import tell
from events.models import Event, Registration


def promote(event: Event) -> list[Registration]:
    """Give free places to who waits, in order of arrival; the caller holds the lock of the event.

    Nobody is promoted for an event that is cancelled, over or hidden; `closes` ends only sign-ups.
    Unconfirmed addresses in between are passed over, they are not on the list yet.
    """
    if not event.waiting or not may_move_up(event):
        return []
    queue = event.registrations.queue().select_related("person")
    lucky = list(queue if event.free is None else queue[: event.free])
    for registration in lucky:
        registration.state = Registration.State.CONFIRMED
        registration.save(update_fields=["state", "changed"])
        tell(registration, event, "promoted")
    event.taken += len(lucky)
    event.waiting -= len(lucky)
    return lucky
