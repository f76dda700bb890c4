"""Who is offered what comes free: in order, for a time, and each person once.

reliability.md, test 7.
"""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from brink.people.models import User
from events.answering import accept, decline
from events.models import Event, Registration
from events.offers import TIME_TO_ANSWER
from events.registration import cancel
from events.settling import expire
from tests.events.groups import group, states_of
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import user_factory

State = Registration.State
WAITING, OFFERED = State.WAITING, State.OFFERED
pytestmark = pytest.mark.usefixtures("tree")


def full(capacity: int = 1, **facts: object) -> tuple[Event, list[Registration]]:
    event = event_factory(capacity=capacity, **facts)
    return event, [registration_factory(event) for _n in range(capacity)]


def waiting(event: Event, number: int) -> list[Registration]:
    return [registration_factory(event, "waiting") for _n in range(number)]


def now(rows: list[Registration]) -> list[str]:
    found = dict(Registration.objects.values_list("pk", "state"))
    return [found[row.pk] for row in rows]


def under_two_addresses(event: Event) -> tuple[User, list[Registration]]:
    """Somebody who waits with their account, and as a guest with another address they have."""
    user = user_factory()
    EmailAddress.objects.create(user=user, email="thuis@b.example", verified=True)
    mine = registration_factory(event, "waiting", person=user.person, email=user.email)
    return user, [mine, registration_factory(event, "waiting", email="thuis@b.example")]


def test_each_place_goes_to_the_first_and_then_to_the_next() -> None:
    event, (holder, *_rest) = full()
    queue = waiting(event, 3)
    cancel(holder)
    assert now(queue) == [OFFERED, WAITING, WAITING]
    decline(queue[0])
    assert now(queue) == [State.CANCELLED, OFFERED, WAITING]
    accept(queue[1])
    assert now(queue) == [State.CANCELLED, State.CONFIRMED, WAITING]


def test_offer_that_is_not_answered_goes_down_the_queue_to_its_end() -> None:
    event, (holder, *_rest) = full()
    queue = waiting(event, 3)
    cancel(holder)
    for number in (1, 2, 3):
        with time_machine.travel(timezone.now() + number * (TIME_TO_ANSWER + timedelta(minutes=1))):
            expire(event.pk)
        after = [OFFERED, WAITING, WAITING][: 3 - number]
        assert now(queue) == [State.LAPSED] * number + after
    event.refresh_from_db()
    assert (event.taken, event.waiting) == (0, 0), "nobody wants it: whoever comes has it"


def test_account_that_waits_under_two_addresses_holds_one_offer() -> None:
    event, holders = full(2)
    _user, mine = under_two_addresses(event)
    others = waiting(event, 1)
    for holder in holders:
        cancel(holder)
    assert now(mine) == [OFFERED, WAITING]
    assert now(others) == [OFFERED], "the second place goes to the next person"
    decline(mine[0])
    assert now(mine) == [State.CANCELLED, OFFERED]


def test_both_places_at_once_are_one_offer_to_one_person() -> None:
    event, _holders = full(2)
    _user, mine = under_two_addresses(event)
    others = waiting(event, 1)
    Event.objects.filter(pk=event.pk).update(capacity=4)
    expire(event.pk)
    assert now(mine + others) == [OFFERED, WAITING, OFFERED]


def test_room_and_online_are_one_offer_to_one_person() -> None:
    event, _holders = full(1, presence="hybrid", online_capacity=1, online_url="https://v.example/")
    registration_factory(event, seat="online")
    Event.objects.filter(pk=event.pk).update(taken=2, online_taken=1)
    _user, (room, online) = under_two_addresses(event)
    Registration.objects.filter(pk=online.pk).update(seat="online")
    Event.objects.filter(pk=event.pk).update(capacity=2, online_capacity=2)
    expire(event.pk)
    assert now([room, online]) == [OFFERED, WAITING]


def test_address_that_is_not_proven_is_somebody_else() -> None:
    event, holders = full(2)
    _user, mine = under_two_addresses(event)
    EmailAddress.objects.filter(email="thuis@b.example").update(verified=False)
    for holder in holders:
        cancel(holder)
    assert now(mine) == [OFFERED, OFFERED]


def test_group_is_offered_all_its_places_in_one() -> None:
    event, holders = full(2)
    user = user_factory()
    booking = group(event, 2, person=user.person, email=user.email)
    for holder in holders:
        cancel(holder)
    assert states_of(booking) == [OFFERED, OFFERED]
