"""What an account takes over of a guest: registrations, by the rules and under their locks."""

from brink.people import guests
from brink.people.models import Person
from events.certificates.plans import reconsider
from events.enrolment import all_settled
from events.models import Event, Registration
from events.places import BusyError
from events.standing import change

State = Registration.State

#: Of two registrations of one person at one event the one that is worth most stays.
WORTH = (State.CONFIRMED, State.PENDING, State.OFFERED, State.WAITING, State.UNCONFIRMED)


def take_over(guest: Person, person: Person) -> None:
    """Make a guest's registrations those of a person; runs in the transaction of the claim."""
    event_ids = set(guest.registrations.values_list("event_id", flat=True))
    try:
        with all_settled(event_ids) as events:
            for event in events:
                move(event, guest, person)
    except BusyError as error:
        raise guests.BusyError from error


def move(event: Event, guest: Person, person: Person) -> None:
    for double in doubles(event, guest, person):
        change(double, State.CANCELLED)  # no mail: they still come, or still wait
    for registration in event.registrations.filter(person=guest):
        registration.person = person
        registration.save(update_fields=["person", "changed"])
    reconsider(event)


def doubles(event: Event, guest: Person, person: Person) -> list[Registration]:
    """All but the best that two who are one have at an event; of equals the first stays."""
    rows = list(event.registrations.active().filter(person__in=(guest, person)))
    rows.sort(key=lambda row: (WORTH.index(State(row.state)), row.position))
    return rows[1:]
