"""Any order of actions at one event keeps its promises: places, order, and nobody forgotten.

reliability.md, test 5, as a state machine.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count, groupby
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from events import settling, standing, waiting_list
from events.access import BarredError
from events.admission import may_move_up
from events.answering import OfferOverError, accept, decline
from events.approval import approve, refuse
from events.groups.booking import GroupRequest, Guest, book_group
from events.groups.contact import add_guests, cancel_all
from events.models import Booking, Event, Registration, Seat
from events.offers import is_last_hours
from events.registration import RefusedError, cancel, confirm, register
from events.settling import expire
from events.switching import NoRoomError, switch
from tests.events.applicants import account, guest
from tests.factories.events import event_factory

State = Registration.State
IN_ORDER = waiting_list.entries
NUMBERS = count(1)
SEATS = st.sampled_from([Seat.ROOM, Seat.ONLINE])
PICK = st.integers(0, 99)
HOLDS = (State.CONFIRMED, State.OFFERED, State.PENDING)


class OneEvent(RuleBasedStateMachine):
    """Room and online, two places each; everything is rolled back afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.clock = time_machine.travel(timezone.now())
        self.traveller = self.clock.start()
        start = timezone.now() + timedelta(days=60)
        facts = {"presence": "hybrid", "capacity": 2, "online_capacity": 2, "start": start}
        self.event = event_factory(**facts, online_url="https://video.example/x")
        self.before = self.rows()

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def rows(self) -> dict[int, Registration]:
        found = self.event.registrations.select_related("booking").order_by("position")
        return {row.pk: row for row in found}

    def some(self, pick: int, *states: str) -> Registration | None:
        found = [row for row in self.rows().values() if row.state in states]
        return found[pick % len(found)] if found else None

    @rule(seat=SEATS, is_flexible=st.booleans())
    def book(self, seat: Seat, is_flexible: bool) -> None:
        with suppress(RefusedError):
            register(self.event.pk, replace(account(), seat=seat, is_flexible=is_flexible))

    @rule(seat=SEATS)
    def book_without_proof(self, seat: Seat) -> None:
        with suppress(RefusedError):
            register(self.event.pk, guest(email=f"g{next(NUMBERS)}@b.example", seat=seat))

    @rule(pick=PICK)
    def prove(self, pick: int) -> None:
        if row := self.some(pick, State.UNCONFIRMED, State.EXPIRED):
            with suppress(RefusedError):
                confirm(row)

    @rule(seat=SEATS, others=st.integers(1, 3), may_split=st.booleans(), comes=st.booleans())
    def group(self, seat: Seat, others: int, may_split: bool, comes: bool) -> None:
        request = GroupRequest(replace(account(), seat=seat), [Guest()] * others, comes, may_split)
        with suppress(BarredError, RefusedError):
            book_group(self.event.pk, request)

    @rule(pick=PICK)
    def add_to_group(self, pick: int) -> None:
        if booking := self.some_group(pick):
            with suppress(BarredError, RefusedError):
                add_guests(booking, [Guest()])

    @rule(pick=PICK)
    def give_up_group(self, pick: int) -> None:
        if booking := self.some_group(pick):
            cancel_all(booking)

    def some_group(self, pick: int) -> Booking | None:
        found = list(Booking.objects.filter(registrations__event=self.event).distinct())
        return found[pick % len(found)] if found else None

    @rule(pick=PICK)
    def give_up(self, pick: int) -> None:
        if row := self.some(pick, *Registration.ACTIVE):
            cancel(row)

    @rule(pick=PICK)
    def take_offer(self, pick: int) -> None:
        if row := self.some(pick, State.OFFERED, State.LAPSED):
            with suppress(OfferOverError):
                accept(row)

    @rule(pick=PICK)
    def leave_offer(self, pick: int) -> None:
        if row := self.some(pick, State.OFFERED):
            decline(row)

    @rule(pick=PICK, seat=SEATS)
    def change_seat(self, pick: int, seat: Seat) -> None:
        if row := self.some(pick, State.CONFIRMED, State.WAITING):
            with suppress(NoRoomError, RefusedError):
                switch(row, seat)

    @rule(pick=PICK, is_yes=st.booleans())
    def decide(self, pick: int, is_yes: bool) -> None:
        if row := self.some(pick, State.PENDING, State.WAITING):
            with suppress(RefusedError):
                approve(row, None) if is_yes else refuse(row, None, "Vol")

    @rule(needs_approval=st.booleans())
    def ask_organiser(self, needs_approval: bool) -> None:
        self.publish(needs_approval=needs_approval)

    @rule(status=st.sampled_from(["scheduled", "cancelled"]), is_closed=st.booleans())
    def shut_or_open(self, status: str, is_closed: bool) -> None:
        closes = timezone.now() - timedelta(minutes=1) if is_closed else None
        self.publish(status=status, closes=closes)

    @rule()
    def come_near(self) -> None:
        """The last hours before the start, in which only who said yes is offered a place."""
        self.traveller.move_to(max(timezone.now(), self.event.start - timedelta(hours=10)))
        expire(self.event.pk)

    def publish(self, **facts: Any) -> None:
        """Other facts; the job that a publish queues settles the event."""
        Event.objects.filter(pk=self.event.pk).update(**facts)
        expire(self.event.pk)

    @rule(hours=st.sampled_from([1, 25]))
    def wait(self, hours: int) -> None:
        """Holds and offers run out; the jobs that are due then settle the event."""
        left = self.event.start - timezone.now()
        self.traveller.shift(min(timedelta(hours=hours), left / 2))
        expire(self.event.pk)

    @rule(room=st.integers(1, 4), online=st.integers(1, 4))
    def set_places(self, room: int, online: int) -> None:
        """More places or fewer."""
        self.publish(capacity=room, online_capacity=online)

    @rule()
    def promote_twice(self) -> None:
        expire(self.event.pk)
        once = {pk: row.state for pk, row in self.rows().items()}
        expire(self.event.pk)
        assert once == {pk: row.state for pk, row in self.rows().items()}

    @invariant()
    def promises_are_kept(self) -> None:
        now, was = self.rows(), self.before
        self.event.refresh_from_db()
        for seat in (Seat.ROOM, Seat.ONLINE):
            self.check_places(list(now.values()), list(was.values()), seat)
            self.check_queue(list(now.values()), seat)
        self.check_order(now, was)
        self.before = now

    def check_places(self, now: list[Registration], was: list[Registration], seat: Seat) -> None:
        """Never more than there are; after they were lowered never more than there were people."""
        held, before = sum(holds(row, seat) for row in now), sum(holds(row, seat) for row in was)
        assert held == self.event.taken_of(seat)
        assert held <= max(self.event.capacity_of(seat) or 0, before)

    def check_queue(self, now: list[Registration], seat: Seat) -> None:
        """No place is free while somebody waits who can have it: the first, unless it is a group
        that stays together and does not fit."""
        queue = list(parties(now, seat))
        assert sum(map(len, queue)) == self.event.waiting_of(seat)
        free = self.event.free_of(seat) or 0
        able = [party for party in queue if self.is_able(party, free)]
        if able and free and may_move_up(self.event):
            assert not can_split(able[0])
            assert len(able[0]) > free

    def is_able(self, party: list[Registration], free: int) -> bool:
        """Whether it is ever to have a place: it is not too large, and can still come."""
        capacity = self.event.capacity_of(Seat(party[0].seat)) or 0
        if is_last_hours(self.event, timezone.now()):
            return party[0].is_flexible and (can_split(party) or len(party) <= free)
        return can_split(party) or len(party) <= capacity

    def check_order(self, now: dict[int, Registration], was: dict[int, Registration]) -> None:
        """Who was offered a place had nobody before them who still waits and could have had it."""
        lucky = [
            row for pk, row in now.items()
            if row.state in (State.OFFERED, State.PENDING) and pk in was
            and was[pk].state == State.WAITING and was[pk].seat == row.seat
        ]  # fmt: skip
        assert not lucky or may_move_up(self.event)
        for row in lucky:
            for party in parties(list(now.values()), Seat(row.seat)):
                is_behind = party[0].position > row.position
                is_same = party[0].booking_id is not None and party[0].booking_id == row.booking_id
                assert is_behind or is_same or not self.is_able(party, 0)


def holds(row: Registration, seat: Seat) -> bool:
    is_kept = row.state == State.UNCONFIRMED and row.held_until is not None
    return row.seat == seat and (row.state in HOLDS or is_kept)


def parties(rows: list[Registration], seat: Seat) -> Iterator[list[Registration]]:
    """Who waits, with those who came in one group taken together, in order of arrival."""
    waits = [row for row in rows if row.state == State.WAITING and row.seat == seat]
    for _group, together in groupby(waits, key=lambda row: row.booking_id or f"alone {row.pk}"):
        yield list(together)


def can_split(party: list[Registration]) -> bool:
    booking: Booking | None = party[0].booking
    return len(party) == 1 or (booking is not None and booking.may_split)


pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("tree")]
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
FEW = settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=QUIET)


def test_any_order_of_actions_keeps_the_promises() -> None:
    run_state_machine_as_test(OneEvent, settings=FEW)


BROKEN: dict[str, tuple[Any, str, Any]] = {
    "no promoter": (settling, "promote", lambda event: []),
    "last first": (waiting_list, "entries", lambda *args: reversed(list(IN_ORDER(*args)))),
    "places for all": (standing, "allotted", lambda event, rows: list(rows)),
}


def fill_and_give_up() -> None:
    """Two places, three who wait, and then a place that comes free."""
    machine = OneEvent()
    try:
        for _person in range(5):
            machine.book(Seat.ROOM, is_flexible=True)
            machine.promises_are_kept()
        machine.give_up(0)
        machine.promises_are_kept()
    finally:
        machine.teardown()


def test_plain_order_of_actions_keeps_the_promises() -> None:
    fill_and_give_up()


@pytest.mark.parametrize("name", BROKEN)
def test_machine_sees_a_rule_that_is_broken(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The controls: a queue that stands still or is turned around, and places sold twice."""
    monkeypatch.setattr(*BROKEN[name])
    with pytest.raises(AssertionError):
        fill_and_give_up()
