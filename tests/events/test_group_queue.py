"""Groups in the queue: strict order, together or split, and never a place twice."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events.answering import accept
from events.groups.booking import Guest
from events.groups.contact import add_guests, cancel_all, wish
from events.models import Booking, Event, Registration
from events.places import UNPROVEN
from events.registration import cancel, register
from events.settling import expire
from tests.events.applicants import account, counters, mails, states
from tests.events.groups import CONTACT, first, group, last, states_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State
OFFERED, WAITING = State.OFFERED, State.WAITING

pytestmark = pytest.mark.usefixtures("tree")


def full(capacity: int, **fields: object) -> tuple[Event, list[Registration]]:
    event = event_factory(capacity=capacity, **fields)
    return event, [registration_factory(event) for _n in range(capacity)]


def freed(holders: list[Registration], number: int) -> None:
    for _n in range(number):
        cancel(holders.pop())


def alone(event: Event) -> Registration:
    return register(event.pk, account())


def now(row: Registration) -> str:
    return Registration.objects.get(pk=row.pk).state


def test_group_that_stays_together_keeps_places_free_until_it_fits() -> None:
    event, holders = full(3)
    booking, behind = group(event, 3), alone(event)
    freed(holders, 2)
    assert (states_of(booking), now(behind)) == ([WAITING] * 3, WAITING)
    assert counters(event) == (1, 4)
    freed(holders, 1)
    assert (states_of(booking), now(behind)) == ([OFFERED] * 3, WAITING)
    accept(first(booking))
    assert states_of(booking) == [State.CONFIRMED] * 3


def test_group_that_may_be_split_takes_what_comes_before_who_is_behind() -> None:
    event, holders = full(3)
    booking, behind = group(event, 3, may_split=True), alone(event)
    freed(holders, 2)
    assert (states_of(booking), now(behind)) == ([OFFERED, OFFERED, WAITING], WAITING)
    freed(holders, 1)
    assert (states_of(booking), now(behind)) == ([OFFERED] * 3, WAITING)


def test_who_came_before_a_group_is_first() -> None:
    event, holders = full(3)
    before, booking = alone(event), group(event, 2)
    freed(holders, 2)
    assert (now(before), states_of(booking)) == (OFFERED, [WAITING] * 2)
    freed(holders, 1)
    assert states_of(booking) == [OFFERED] * 2


def test_passer_by_gets_no_place_that_a_group_waits_for() -> None:
    event, holders = full(3)
    group(event, 2)
    freed(holders, 1)
    assert now(alone(event)) == WAITING


def test_group_larger_than_the_event_became_holds_up_nobody() -> None:
    event, holders = full(3)
    booking, behind = group(event, 3), alone(event)
    Event.objects.filter(pk=event.pk).update(capacity=2)
    freed(holders, 2)
    assert (states_of(booking), now(behind)) == ([WAITING] * 3, OFFERED)


def test_lowered_capacity_throws_nobody_out_and_offers_nothing() -> None:
    event = event_factory(capacity=4)
    booking = group(event, 4)
    behind = group(event, 2, email="ander@b.example")
    Event.objects.filter(pk=event.pk).update(capacity=2)
    expire(event.pk)
    cancel(last(booking))
    assert states_of(booking) == [State.CONFIRMED] * 3 + [State.CANCELLED]
    assert states_of(behind) == [WAITING] * 2
    cancel_all(booking)
    assert states_of(behind) == [OFFERED] * 2


@pytest.mark.parametrize(("is_flexible", "found"), [(True, OFFERED), (False, WAITING)])
def test_last_hours_are_for_groups_that_said_yes(is_flexible: bool, found: str) -> None:
    event, holders = full(2, start=timezone.now() + timedelta(hours=10))
    booking, behind = group(event, 2, is_flexible=is_flexible), alone(event)
    wish_of(behind, is_flexible=not is_flexible)
    freed(holders, 2)
    assert states_of(booking) == [found] * 2
    assert now(behind) == (WAITING if is_flexible else OFFERED)


def wish_of(row: Registration, *, is_flexible: bool) -> None:
    Registration.objects.filter(pk=row.pk).update(is_flexible=is_flexible)


def test_in_the_last_hours_a_group_that_does_not_fit_lets_others_pass() -> None:
    event, holders = full(2, start=timezone.now() + timedelta(hours=10))
    booking, behind = group(event, 2, is_flexible=True), alone(event)
    wish_of(behind, is_flexible=True)
    freed(holders, 1)
    assert (states_of(booking), now(behind)) == ([WAITING] * 2, OFFERED)


def test_who_is_added_to_a_group_arrives_last() -> None:
    event, holders = full(3)
    booking = group(event, 2, may_split=True)
    between = alone(event)
    add_guests(booking, [Guest()])
    freed(holders, 3)
    assert (states_of(booking), now(between)) == ([OFFERED, OFFERED, WAITING], OFFERED)


def test_who_is_added_with_nobody_in_between_waits_with_the_group() -> None:
    event, holders = full(3)
    booking = group(event, 2)
    add_guests(booking, [Guest()])
    freed(holders, 2)
    assert states_of(booking) == [WAITING] * 3
    freed(holders, 1)
    assert states_of(booking) == [OFFERED] * 3


def test_group_that_becomes_smaller_while_it_waits_fits_at_once() -> None:
    event, holders = full(3)
    booking = group(event, 3)
    freed(holders, 2)
    assert states_of(booking) == [WAITING] * 3
    cancel(last(booking))
    assert states_of(booking) == [OFFERED, OFFERED, State.CANCELLED]


def test_first_in_the_queue_that_may_be_split_now_is_offered_a_place_at_once() -> None:
    event, holders = full(3)
    booking = group(event, 3)
    freed(holders, 2)
    wish(booking, may_split=True, is_flexible=False)
    assert states_of(booking) == [OFFERED, OFFERED, WAITING]


def test_yes_to_the_last_hours_is_offered_a_place_at_once() -> None:
    event, holders = full(2, start=timezone.now() + timedelta(hours=10))
    booking = group(event, 2)
    freed(holders, 2)
    assert states_of(booking) == [WAITING] * 2
    wish(booking, may_split=False, is_flexible=True)
    assert states_of(booking) == [OFFERED] * 2


def test_offer_that_a_group_does_not_answer_goes_to_the_next() -> None:
    event, holders = full(2)
    booking, behind = group(event, 2), alone(event)
    freed(holders, 2)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        expire(event.pk)
        expire(event.pk)
        assert (states_of(booking), now(behind)) == ([State.LAPSED] * 2, OFFERED)
        mails()
    lapsed = Job.objects.filter(kind="mail", key__startswith="mail:lapsed:")
    assert [letter.payload["to"] for letter in lapsed] == [CONTACT]


def test_offers_to_a_group_are_one_mail_each_time() -> None:
    event, holders = full(3)
    group(event, 3, may_split=True)
    freed(holders, 2)
    mails()
    (offer,) = Job.objects.filter(kind="events.tell", key__startswith="tell:offer:")[:1]
    assert offer.payload["words"]["places"] == 1  # each place is offered as it comes free
    assert len(mails("offer:")) == 2


def test_places_that_come_free_together_are_one_mail() -> None:
    event = event_factory(capacity=3)
    holders, booking = group(event, 3, email="ander@b.example"), group(event, 3)
    cancel_all(holders)
    assert states_of(booking) == [OFFERED] * 3
    (key,) = mails("offer:")
    text = Job.objects.get(key=key).payload["html"]
    assert "3" in text


def test_half_of_a_group_accepts_all_that_is_offered_to_it() -> None:
    event, holders = full(3)
    booking = group(event, 3, may_split=True)
    freed(holders, 1)
    accept(first(booking))
    freed(holders, 1)
    accept(booking.registrations.get(state=OFFERED))
    assert states_of(booking) == [State.CONFIRMED, State.CONFIRMED, WAITING]
    assert len(states(event)) == 6


def test_two_groups_each_wait_for_their_own_places() -> None:
    event, holders = full(4)
    one = group(event, 2)
    two: Booking = group(event, 2, email="ander@b.example")
    freed(holders, 3)
    assert (states_of(one), states_of(two)) == ([OFFERED] * 2, [WAITING] * 2)
    freed(holders, 1)
    assert states_of(two) == [OFFERED] * 2


def test_group_that_never_proves_its_address_ends_also_where_only_some_had_a_place() -> None:
    booking = group(event_factory(capacity=1), is_verified=False, may_split=True)
    for wait, found in (
        (timedelta(hours=1), [State.EXPIRED, State.UNCONFIRMED, State.UNCONFIRMED]),
        (UNPROVEN + timedelta(minutes=1), [State.EXPIRED] * 3),
    ):
        with time_machine.travel(timezone.now() + wait):
            run_due()
        assert states_of(booking) == found
