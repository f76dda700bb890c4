"""Answers to offers, groups and switches in parallel (reliability.md, tests 5, 7 and 8)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from brink.home.tree import build_tree
from brink.jobs.models import Job
from events import answering, links, settling
from events.groups import booking
from events.groups.booking import GroupRequest, Guest, book_group
from events.models import Booking, Event, Registration, Seat
from events.settling import expire
from events.switching import NoRoomError, switch
from tests.events.applicants import account
from tests.events.at_once import PATIENCE, at_once, post, sign_up
from tests.factories.events import event_factory, registration_factory

State = Registration.State
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event(live_server: Any) -> Event:
    build_tree()
    return event_factory(capacity=2)


def offered(event: Event, minutes: float = 60) -> Registration:
    until = timezone.now() + timedelta(minutes=minutes)
    return registration_factory(event, "offered", held_until=until)


def states(*rows: Registration) -> list[str]:
    found = dict(Registration.objects.values_list("pk", "state"))
    return [found[row.pk] for row in rows]


def answer(live_server: Any, row: Registration, word: str) -> int:
    return post(live_server, links.path("offer", row), answer=word)


@contextmanager
def unlocked(event_id: int) -> Iterator[Event]:
    yield Event.objects.get(pk=event_id)


def test_without_the_lock_one_offer_is_taken_and_left(
    live_server: Any, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: both read the offer before either writes, and both act on it."""
    row, gap = offered(event), threading.Barrier(2, timeout=PATIENCE)
    found = answering.offered_with

    def read_then_wait(*args: Any) -> Any:
        answer = found(*args)
        gap.wait()
        return answer

    monkeypatch.setattr(settling, "locked", unlocked)
    monkeypatch.setattr(answering, "offered_with", read_then_wait)
    calls = [lambda w=word: answer(live_server, row, w) for word in ("accept", "decline")]
    assert at_once(calls) == [302, 302]
    assert set(row.history.values_list("what", flat=True)) == {State.CONFIRMED, State.CANCELLED}


def test_offer_taken_and_left_at_once_has_one_outcome(live_server: Any, event: Event) -> None:
    row = offered(event)
    words = ["accept", "decline"] * 4
    answers = at_once([lambda w=word: answer(live_server, row, w) for word in words])
    assert set(answers) <= {302, 409}
    history = row.history.filter(what__in=(State.CONFIRMED, State.CANCELLED))
    assert [line.what for line in history] == states(row)


def test_offer_taken_ten_times_is_one_place_and_one_mail(live_server: Any, event: Event) -> None:
    row = offered(event)
    assert at_once([lambda: answer(live_server, row, "accept")] * 10) == [302] * 10
    assert states(row) == [State.CONFIRMED]
    assert Job.objects.filter(key__startswith="tell:promoted").count() == 1


def test_offer_that_runs_out_while_it_is_taken_goes_to_one(live_server: Any, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=1)
    row, second = offered(event, minutes=0.01), registration_factory(event, "waiting")
    calls = [lambda: answer(live_server, row, "accept"), lambda: expire(event.pk)] * 3
    at_once(calls)
    expire(event.pk)
    outcomes = [[State.CONFIRMED, State.WAITING], [State.LAPSED, State.OFFERED]]
    assert states(row, second) in outcomes
    assert event.registrations.holding().count() == 1


def test_passer_by_never_gets_what_is_free_for_who_waits(live_server: Any, event: Event) -> None:
    coming = [registration_factory(event) for _n in range(2)]
    waiting = [registration_factory(event, "waiting") for _n in range(2)]
    cancels = [lambda r=r: post(live_server, links.path("cancel", r)) for r in coming]
    others = [lambda n=n: sign_up(live_server, event, f"new{n}@b.example") for n in range(6)]
    assert set(at_once([*cancels, *others])) == {302}
    assert states(*waiting) == [State.OFFERED] * 2
    assert event.registrations.holding().count() == 2


def group_of(n: int, **fields: Any) -> GroupRequest:
    return GroupRequest(account(), [Guest()] * (n - 1), may_split=False, **fields)


def test_groups_at_once_get_places_as_a_whole(event: Event) -> None:
    """Five groups of two want two places: one has both, none has one."""
    at_once([lambda: book_group(event.pk, group_of(2)) for _n in range(5)])
    confirmed = event.registrations.filter(state=State.CONFIRMED)
    assert confirmed.count() == 2
    assert confirmed.values("booking").distinct().count() == 1
    assert event.registrations.filter(state=State.WAITING).count() == 8


def test_without_the_lock_groups_share_what_they_should_not(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: each group sees two free places, and takes them."""
    gap, numbered, arrived = (
        threading.Barrier(3, timeout=PATIENCE),
        booking.number_rows,
        iter(range(3)),
    )

    def number_apart(rows: list[Registration]) -> None:
        numbered(rows)
        start = 10 * (next(arrived) + 1)
        for place, row in enumerate(rows):
            row.position = start + place
        gap.wait()

    monkeypatch.setattr(settling, "locked", unlocked)
    monkeypatch.setattr(booking, "number_rows", number_apart)
    at_once([lambda: book_group(event.pk, group_of(2)) for _n in range(3)])
    assert event.registrations.filter(state=State.CONFIRMED).count() > 2


def test_one_form_sent_ten_times_is_one_group(event: Event) -> None:
    request = group_of(2, uid=uuid4())
    made = at_once([lambda: book_group(event.pk, request)] * 10)
    assert len({one.pk for one in made}) == Booking.objects.count() == 1
    assert event.registrations.count() == 2


def test_last_place_online_is_switched_to_once(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(presence="hybrid", capacity=4, online_capacity=1)
    rows = [registration_factory(event, seat=Seat.ROOM) for _n in range(4)]

    def go_online(row: Registration) -> bool:
        try:
            return switch(row, Seat.ONLINE).seat == Seat.ONLINE
        except NoRoomError:
            return False

    assert sorted(at_once([lambda r=r: go_online(r) for r in rows])) == [False] * 3 + [True]
    event.refresh_from_db()
    assert (event.taken, event.online_taken) == (4, 1)
