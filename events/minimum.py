"""An event that needs so many people by a date: whether it goes on is asked, and told to all.

What counts is who has a place for certain. The organiser answers once; calling it off is the one
change of an event (`events.change`), which tells everybody by itself.
"""

from django.utils import timezone

from brink.jobs.outbox import enqueue
from brink.pages.version import bump_version
from events.models import Event, Registration
from events.places import locked

State = Registration.State
GOES_ON = "goes-on"
#: Who hears that it goes on: all who count on it, or hope to.
TOLD = (State.CONFIRMED, State.WAITING, State.OFFERED, State.PENDING)
#: The kind of job that tells them.
TELL = "events.goes-on"


def coming(event: Event) -> int:
    return event.registrations.filter(state=State.CONFIRMED).count()


def is_due(event: Event) -> bool:
    """Whether the date has come on which it had to be enough, and nobody decided anything yet."""
    now = timezone.now()
    is_held = event.visible and not event.is_cancelled and event.start > now
    is_needed = bool(event.minimum and event.minimum_by and event.minimum_by <= now)
    return is_held and is_needed and not event.minimum_answer


def is_undecided(event: Event) -> bool:
    """Whether the organiser has to decide: the date has come and too few have a place."""
    return is_due(event) and coming(event) < (event.minimum or 0)


def go_on(event_id: int) -> bool:
    """Let it go on with fewer people, and tell everybody once; False when there is no question.

    Raises `BusyError`. Of two organisers at once the second finds the answer of the first.
    """
    with locked(event_id) as event:
        if not is_undecided(event):
            return False
        event.minimum_answer = GOES_ON
        event.save(update_fields=["minimum_answer"])
        enqueue(TELL, f"{TELL}:{event.pk}:{event.minimum_by:%Y%m%dT%H%M%S}", {"event": event.pk})
        bump_version()
        return True
