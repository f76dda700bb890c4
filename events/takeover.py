"""What an account takes over of a guest: registrations, by the rules and under their locks."""

from brink.people import guests
from brink.people.models import Person
from events.models import Event, Registration
from events.places import BusyError
from events.settling import settled
from events.standing import change

State = Registration.State

#: Of two registrations of one person at one event the one that is worth most stays.
WORTH = (State.CONFIRMED, State.PENDING, State.OFFERED, State.WAITING, State.UNCONFIRMED)


def take_over(guest: Person, person: Person) -> None:
    """Make a guest's registrations those of a person; runs in the transaction of the claim.

    Events are locked in the order of their keys, so that two claims never wait for each other.
    """
    event_ids = guest.registrations.order_by("event_id").values_list("event_id", flat=True)
    for event_id in list(event_ids.distinct()):
        try:
            move(event_id, guest, person)
        except BusyError as error:
            raise guests.BusyError from error


def move(event_id: int, guest: Person, person: Person) -> None:
    with settled(event_id) as event:
        for double in doubles(event, guest, person):
            change(double, State.CANCELLED)  # no mail: they still come, or still wait
        for registration in event.registrations.filter(person=guest):
            registration.person = person
            registration.save(update_fields=["person", "changed"])


def doubles(event: Event, guest: Person, person: Person) -> list[Registration]:
    """All but the best that two who are one have at an event; of equals the first stays."""
    rows = list(event.registrations.active().filter(person__in=(guest, person)))
    rows.sort(key=lambda row: (WORTH.index(State(row.state)), row.position))
    return rows[1:]
