"""How full an event is, by kind of place and by how people stand."""

from collections import Counter
from dataclasses import dataclass

from events.models import Event, Registration, Seat

State = Registration.State


@dataclass(frozen=True)
class Occupancy:
    """The places of one kind, and who has them."""

    seat: Seat
    capacity: int | None
    confirmed: int
    offered: int
    pending: int
    #: kept for who did not confirm their address yet
    held: int
    waiting: int
    present: int

    @property
    def taken(self) -> int:
        return self.confirmed + self.offered + self.pending + self.held

    @property
    def free(self) -> int | None:
        """None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def over(self) -> int:
        """How many more people than places."""
        return 0 if self.capacity is None else max(0, self.taken - self.capacity)


def occupancy(event: Event) -> list[Occupancy]:
    """One for each kind of place that the event has; one query."""
    rows = event.registrations.active()
    facts = rows.values_list("seat", "state", "held_until", "checked_in")
    numbers = Counter((seat, standing(state, held)) for seat, state, held, _came in facts)
    numbers.update((seat, "present") for seat, _state, _held, came in facts if came)
    return [occupancy_of(event, seat, numbers) for seat in event.seats]


def standing(state: str, held_until: object) -> str:
    if state == State.UNCONFIRMED:
        return "held" if held_until else "unconfirmed"
    return state


def occupancy_of(event: Event, seat: Seat, numbers: Counter[tuple[str, str]]) -> Occupancy:
    """What is of another kind than the event has counts with its only one."""

    def number(what: str) -> int:
        seats = [seat] if event.is_hybrid else list(Seat)
        return sum(numbers[(kind, what)] for kind in seats)

    names = ("confirmed", "offered", "pending", "held", "waiting", "present")
    return Occupancy(seat, event.capacity_of(seat), **{name: number(name) for name in names})


def too_many(event: Event) -> list[tuple[Seat, int]]:
    """By how many a kind of place is over full, by the counters of the event; no query."""
    numbers = [(seat, event.capacity_of(seat), event.taken_of(seat)) for seat in event.seats]
    return [
        (seat, taken - capacity)
        for seat, capacity, taken in numbers
        if capacity is not None and taken > capacity
    ]
