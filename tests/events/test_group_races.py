"""Groups asked for, claimed and answered in real parallel requests against a running server.

First the negative control: without the lock groups share places.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from brink.home.tree import build_tree
from brink.jobs.models import Job
from events import settling
from events.groups import booking, switching
from events.groups import links as booking_links
from events.groups.booking import book_group
from events.groups.switching import Bar, switch_place
from events.history import SEAT
from events.models import Booking, Event, Registration, Seat
from tests.events.at_once import PATIENCE, at_once, post
from tests.events.groups import asked, group, last, states_of
from tests.events.signing_up import page_of
from tests.factories.events import event_factory

State = Registration.State
pytestmark = pytest.mark.django_db(transaction=True)
GAP, NUMBERS = threading.Barrier(4, timeout=PATIENCE), count(1)
ANSWER = {"given": "Jan", "family": "Boer", "role": "staff"}


@pytest.fixture
def event(live_server: Any) -> Event:
    build_tree()
    return event_factory(capacity=3)


def form(uid: str) -> dict[str, str]:
    return {
        "given": "Femke",
        "family": "Zee",
        "email": "femke@zeevonk.example",
        "comes": "on",
        "number": "2",
        "uid": uid,
    }


@pytest.mark.postgresql
def test_without_the_lock_groups_share_places(event: Event, monkeypatch: Any) -> None:
    """The control, where transactions run at once: each counts before another has written."""

    @contextmanager
    def unlocked(event_id: int) -> Iterator[Event]:
        yield Event.objects.get(pk=event_id)

    monkeypatch.setattr(settling, "locked", unlocked)
    monkeypatch.setattr(booking, "number_rows", number_apart)
    requests = [asked(3, email=f"p{n}@b.example", may_split=True) for n in range(4)]
    at_once([lambda r=r: book_group(event.pk, r) for r in requests])
    assert event.registrations.holding().count() > 3


def number_apart(rows: list[Registration]) -> None:
    """Once all have counted and none has written; by numbers that the lock would give too."""
    GAP.wait()
    for row in rows:
        row.position = next(NUMBERS)


def test_ten_posts_of_one_form_are_one_booking(live_server: Any, event: Event) -> None:
    path, fields = page_of(event, "nl", "events:register-group"), form(str(uuid4()))
    assert at_once([lambda: post(live_server, path, **fields)] * 10) == [302] * 10
    assert (Booking.objects.count(), event.registrations.count()) == (1, 3)
    assert Job.objects.filter(kind="events.tell").count() == 1


def test_groups_at_once_never_share_a_place(live_server: Any, event: Event) -> None:
    path = page_of(event, "nl", "events:register-group")
    forms = [{**form(str(uuid4())), "email": f"f{n}@b.example"} for n in range(6)]
    answers = at_once(
        [lambda f=f: post(live_server, path, **f, may_split="together") for f in forms]
    )
    assert answers == [302] * 6
    assert event.registrations.holding().count() == 3
    assert event.registrations.count() == 18


def test_person_who_is_added_by_many_clicks_is_added_once(live_server: Any, event: Event) -> None:
    found = group(event, 2)
    path = booking_links.path(found, "group-add")
    fields = {"add-given": "Jan", "add-seen": "2"}
    assert at_once([lambda: post(live_server, path, **fields)] * 6) == [302] * 6
    assert states_of(found) == [State.CONFIRMED] * 3


def test_two_who_claim_one_place_at_once_have_one_between_them(
    live_server: Any, event: Event
) -> None:
    row = last(group(event))
    paths = [
        booking_links.proof_address(row, f"p{n}@b.example").removeprefix("http://testserver")
        for n in range(4)
    ]
    answers = at_once([lambda p=p: post(live_server, p, **ANSWER) for p in paths])
    assert sorted(answers) == [302, 410, 410, 410]
    assert event.registrations.exclude(email="").count() == 2


def test_accept_decline_and_cancel_at_once_leave_one_truth(live_server: Any, event: Event) -> None:
    holders, waiting = group(event, 3), group(event, 3, email="ander@b.example")
    at_once([lambda: post(live_server, booking_links.path(holders, "group-cancel"))] * 3)
    assert states_of(waiting) == [State.OFFERED] * 3
    path = booking_links.path(waiting, "group-offer")
    at_once([lambda a=a: post(live_server, path, answer=a) for a in ("accept", "decline") * 3])
    found = set(states_of(waiting))
    assert found in ({State.CONFIRMED}, {State.CANCELLED})
    event.refresh_from_db()
    assert event.taken == (3 if found == {State.CONFIRMED} else 0)


@pytest.fixture
def places(event: Event) -> list[Registration]:
    """Three places in the room that nobody claimed, and one place left online."""
    Event.objects.filter(pk=event.pk).update(presence="hybrid", capacity=4, online_capacity=1)
    found = group(event, 3, comes=False, seat=Seat.ROOM)
    return list(found.registrations.order_by("position"))


def go_online(row: Registration) -> Bar | None:
    return switch_place(row, Seat.ONLINE)


def test_without_the_lock_one_place_is_switched_to_by_all(
    event: Event, places: list[Registration], monkeypatch: Any
) -> None:
    """The control: all have seen the free place before the first takes it."""
    gap = threading.Barrier(3, timeout=PATIENCE)

    @contextmanager
    def unlocked(event_id: int) -> Iterator[Event]:
        yield Event.objects.get(pk=event_id)

    monkeypatch.setattr(settling, "locked", unlocked)
    monkeypatch.setattr(switching, "refuse_inviting", lambda row, email: gap.wait())
    assert at_once([lambda r=r: go_online(r) for r in places]) == [None] * 3
    assert event.registrations.filter(seat=Seat.ONLINE).count() > 1


def test_last_place_online_is_switched_to_by_one_of_a_group(
    event: Event, places: list[Registration]
) -> None:
    answers = at_once([lambda r=r: go_online(r) for r in places])
    assert answers.count(None) == 1
    assert set(answers) == {None, Bar.FULL}
    event.refresh_from_db()
    assert (event.taken, event.online_taken) == (3, 1)


def test_switch_of_many_clicks_is_one(
    live_server: Any, event: Event, places: list[Registration]
) -> None:
    row = places[0]
    path = booking_links.path(row.booking, "group-place-switch", number=row.pk)
    assert at_once([lambda: post(live_server, path, seat="online")] * 6) == [302] * 6
    assert row.history.filter(what=SEAT).count() == 1
    event.refresh_from_db()
    assert event.online_taken == 1
