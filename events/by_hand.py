"""What an organiser does with the list, against its own rules: add somebody, put somebody first."""

from django.db.models import Max
from django.utils import timezone

from events import history
from events.admission import has_room
from events.applicant import Applicant
from events.groups.party import beside
from events.messages import tell
from events.models import Event, Registration, Seat
from events.places import count
from events.questions import store_answers
from events.registration import find_registration, refuse_over
from events.settling import settled
from events.standing import change, new_registration

State = Registration.State


def add_by_hand(
    event_id: int, applicant: Applicant, by: history.User, note: str = "", is_over: bool = False
) -> Registration:
    """Put somebody on the list, also once it is closed; who is on it already stays as they are.

    Approved, and asked no proof of the address: nor is who signed up and has still to give it. Full
    means the queue; `is_over` gives a place all the same, for who stands at the door. Raises
    `BusyError`.
    """
    with settled(event_id) as event:
        known = find(event, applicant)
        if known and known.state != State.UNCONFIRMED:
            return known
        row = known or new_registration(event, applicant)
        put(event, row, is_over, by, note)
        store_answers(row, applicant)
        count(event)
        if row.email and not event.is_past() and not event.is_cancelled:
            tell(row)
        return row


def put(event: Event, row: Registration, is_over: bool, by: history.User, note: str) -> None:
    """Give the place that is kept, or a free one, or a number in the queue."""
    fits = is_over or row.held_until is not None or has_room(event, Seat(row.seat))
    row.approved, row.held_until = timezone.now(), None
    if not row._state.adding:
        row.save(update_fields=["approved", "changed"])
    change(row, State.CONFIRMED if fits else State.WAITING, by, note)


def on_the_list(event: Event, applicant: Applicant) -> Registration | None:
    """The registration that stays as it is; none of who has still to prove the address."""
    known = find(event, applicant)
    return known if known and known.state != State.UNCONFIRMED else None


def find(event: Event, applicant: Applicant) -> Registration | None:
    """Whoever comes without an address is nobody we know."""
    return find_registration(event, applicant) if applicant.email else None


def move_up(registration: Registration, by: history.User, note: str) -> Registration:
    """Put somebody first in the queue, a group as a whole; why is kept with it.

    The next place is theirs. Who alone stands first already stays there: twice is once.
    Raises `RefusedError` once the event is off or over, or `BusyError`.
    """
    with settled(registration.event_id) as event:
        refuse_over(event)
        current = Registration.objects.select_related("booking").get(pk=registration.pk)
        if current.state != State.WAITING:
            return current
        queue = event.registrations.queue()
        highest = queue.aggregate(top=Max("priority"))["top"] or 0
        together = queue.filter(beside(current))
        rows = list(together)
        if highest and set(queue.filter(priority=highest)) == set(rows):
            return current
        together.update(priority=highest + 1)
        history.write_all(rows, history.FIRST, by, note)
        return current
