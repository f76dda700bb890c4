"""Real parallel requests against a running server, on whichever database the tests run.

First the negative control: without the lock the same requests must oversell. If they do not, the
test with the lock proves nothing (reliability.md, tests 1 to 5 and 8).
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import psycopg
import pytest
from django.db import OperationalError
from django.utils import timezone

from brink.home.tree import build_tree
from brink.jobs.models import Job
from events import links, places, settling, standing
from events.applicant import Applicant
from events.models import Event, Registration
from events.registration import register
from events.standing import HOLD
from tests.events.at_once import PATIENCE, at_once, post, sign_up
from tests.factories.events import event_factory, person_factory, registration_factory

State = Registration.State
PLACES = 3
#: How long before the end of a hold its race begins.
EDGE = timedelta(milliseconds=400)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event(live_server: Any) -> Event:
    build_tree()
    return event_factory(capacity=PLACES)


def holding(event: Event) -> int:
    return event.registrations.holding().count()


def test_without_the_lock_places_are_sold_twice(
    live_server: Any, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control. Positions are numbered apart: unique positions would stop a double sale too."""
    gap = threading.Barrier(8, timeout=PATIENCE)
    numbers = count(1)

    @contextmanager
    def unlocked(event_id: int) -> Iterator[Event]:
        yield Event.objects.get(pk=event_id)

    def number_after_the_gap(event: Event) -> int:
        gap.wait()
        return next(numbers)

    monkeypatch.setattr(settling, "locked", unlocked)
    monkeypatch.setattr(standing, "next_position", number_after_the_gap)
    calls = [lambda n=n: sign_up(live_server, event, f"p{n}@b.example") for n in range(8)]
    assert at_once(calls) == [302] * 8
    assert holding(event) > PLACES


def test_with_the_lock_exactly_the_places_are_given(live_server: Any, event: Event) -> None:
    calls = [lambda n=n: sign_up(live_server, event, f"p{n}@b.example") for n in range(20)]
    began = time.monotonic()
    assert at_once(calls) == [302] * 20
    assert time.monotonic() - began < 60
    assert holding(event) == PLACES
    assert event.registrations.count() == 20
    event.refresh_from_db()
    assert (event.taken, event.waiting) == (PLACES, 0)
    assert sorted(event.registrations.values_list("position", flat=True)) == list(range(1, 21))


def test_ten_posts_of_one_person_are_one_registration(live_server: Any, event: Event) -> None:
    calls = [lambda: sign_up(live_server, event, "roelf@koperhaas.example")] * 10
    assert at_once(calls) == [302] * 10
    assert event.registrations.count() == 1
    assert Job.objects.filter(kind="events.tell").count() == 1


def told(occasion: str) -> int:
    """How many people are told of this."""
    return Job.objects.filter(key__startswith=f"tell:{occasion}:").count()


def held_place(event: Event) -> Registration:
    """A sign-up whose address is to be confirmed; the last place is kept for it."""
    Event.objects.filter(pk=event.pk).update(capacity=1)
    return registration_factory(event, "unconfirmed", held_until=timezone.now() + HOLD)


def test_confirm_and_cancel_posted_in_parallel_leave_one_truth(
    live_server: Any, event: Event
) -> None:
    """Whichever comes first, the place is given up in the end and goes to who waits."""
    mine = held_place(event)
    waiting = registration_factory(event, "waiting")
    paths = [links.path(action, mine) for action in ("confirm", "cancel")] * 3
    assert at_once([lambda p=p: post(live_server, p) for p in paths]) == [302] * 6
    mine.refresh_from_db()
    waiting.refresh_from_db()
    assert (mine.state, waiting.state) == (State.CANCELLED, State.OFFERED)
    assert told("confirmed") == told("cancelled") <= 1
    assert told("offer") == holding(event) == 1


def test_confirm_posted_in_parallel_confirms_once(live_server: Any, event: Event) -> None:
    mine = held_place(event)
    waiting = registration_factory(event, "waiting")
    path = links.path("confirm", mine)
    assert at_once([lambda: post(live_server, path)] * 6) == [302] * 6
    mine.refresh_from_db()
    waiting.refresh_from_db()
    assert (mine.state, waiting.state) == (State.CONFIRMED, State.WAITING)
    assert (told("confirmed"), told("offer"), holding(event)) == (1, 0, 1)


def test_confirm_while_the_hold_ends_gives_the_place_once(live_server: Any, event: Event) -> None:
    """At the end of the hold the confirmation and the job race for the same place."""
    mine = held_place(event)
    waiting = registration_factory(event, "waiting")
    Registration.objects.filter(pk=mine.pk).update(held_until=timezone.now() + EDGE)
    path = links.path("confirm", mine)

    def at_the_edge(n: int, call: Callable[[], Any]) -> Any:
        time.sleep(EDGE.total_seconds() * n / 4)  # from before the end until after it
        return call()

    confirms = [lambda n=n: at_the_edge(n, lambda: post(live_server, path)) for n in range(2, 7)]
    expiries = [lambda n=n: at_the_edge(n, lambda: settling.expire(event.pk)) for n in (3, 4)]
    answers = at_once([*confirms, *expiries])
    assert {answer for answer in answers if answer is not None} == {302}
    mine.refresh_from_db()
    waiting.refresh_from_db()
    outcomes = {(State.CONFIRMED, State.WAITING), (State.WAITING, State.OFFERED)}
    assert (mine.state, waiting.state) in outcomes
    assert holding(event) == 1
    assert told("confirmed") + told("offer") == 1
    assert told("waiting") == (mine.state == State.WAITING)


def test_cancel_posted_in_parallel_acts_once(live_server: Any, event: Event) -> None:
    coming = registration_factory(event)
    waiting = [registration_factory(event, "waiting") for _n in range(2)]
    Event.objects.filter(pk=event.pk).update(capacity=1)
    path = links.path("cancel", coming)
    assert at_once([lambda: post(live_server, path)] * 6) == [302] * 6
    assert Job.objects.filter(key__startswith="tell:cancelled").count() == 1
    assert Job.objects.filter(key__startswith="tell:offer").count() == 1
    waiting[0].refresh_from_db()
    assert waiting[0].state == State.OFFERED


def test_cancel_register_and_promote_at_once_keep_the_places(
    live_server: Any, event: Event
) -> None:
    coming = [registration_factory(event) for _n in range(PLACES)]
    queue = [registration_factory(event, "waiting") for _n in range(4)]
    cancels = [lambda r=r: post(live_server, links.path("cancel", r)) for r in coming[:2]]
    others = [lambda n=n: sign_up(live_server, event, f"new{n}@b.example") for n in range(6)]
    promoters = [lambda: settling.expire(event.pk)] * 4
    answers = at_once([*cancels, *others, *promoters])
    assert {answer for answer in answers if answer is not None} == {302}
    states = dict(event.registrations.values_list("pk", "state"))
    assert [states[r.pk] for r in queue] == [State.OFFERED] * 2 + [State.WAITING] * 2
    assert holding(event) == PLACES  # no place sold twice, none lost, no passer-by got one


def test_two_promoters_offer_each_place_once(live_server: Any, event: Event) -> None:
    queue = [registration_factory(event, "waiting") for _n in range(PLACES + 2)]
    at_once([lambda: settling.expire(event.pk)] * 8)
    offered = Job.objects.filter(key__startswith="tell:offer").values_list("key", flat=True)
    assert sorted(offered) == sorted(f"tell:offer:{r.uid}:0" for r in queue[:PLACES])
    event.refresh_from_db()
    assert (event.taken, event.waiting) == (PLACES, 2)


def test_accounts_at_once_get_places_and_queue_in_order(live_server: Any, event: Event) -> None:
    people = [person_factory() for _n in range(9)]

    def come(person: Any) -> Registration:
        applicant = Applicant(email=person.email, person=person, is_verified=True)
        return register(event.pk, applicant)

    at_once([lambda p=p: come(p) for p in people])
    states = event.registrations.order_by("position").values_list("state", flat=True)
    assert list(states) == [State.CONFIRMED] * PLACES + [State.WAITING] * 6


@pytest.mark.postgresql
def test_lock_that_is_not_free_in_time_is_503(
    live_server: Any, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "PATIENCE", "200ms")
    with places.locked(event.pk):
        (status,) = at_once([lambda: sign_up(live_server, event, "roelf@koperhaas.example")])
    assert status == 503
    assert not event.registrations.exists()


@pytest.mark.postgresql
@pytest.mark.parametrize(("code", "is_known"), [("55P03", True), ("40P01", True), ("57014", False)])
def test_busy_is_read_from_the_code_and_not_from_the_words(code: str, is_known: bool) -> None:
    error = OperationalError("sperren nicht verfügbar")
    error.__cause__ = psycopg.errors.lookup(code)("afgebroken")
    assert places.is_busy(error) is is_known
