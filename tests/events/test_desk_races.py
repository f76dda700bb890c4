"""Two organisers at one desk who press at the same moment, by real parallel requests.

First, each time, the negative control: without the lock of the event both act on what they read.
"""

import threading
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from brink.home.tree import build_tree
from brink.jobs.models import Job
from events import approval, by_hand, links, registration
from events.desk import taking_in
from events.desk.bulk import stamp
from events.door import check_in as door
from events.models import Event, HistoryLine, Registration
from events.settling import expire
from tests.events.at_once import PATIENCE, at_once, post
from tests.events.desks import at, log_in, member
from tests.factories.events import event_factory, registration_factory

State = Registration.State
Press = Callable[..., int]
ACT = "/admin/registrations/act/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event(live_server: Any) -> Event:
    build_tree()
    start = timezone.now() + timedelta(hours=1)
    return event_factory(start=start, capacity=9, needs_approval=True)


@pytest.fixture
def desks(live_server: Any, event: Event) -> list[Press]:
    """Two organisers, each logged in; what they press is posted to the server."""
    name = settings.SESSION_COOKIE_NAME
    sessions = [log_in(member(event)).cookies[name].value for _n in range(2)]
    return [partial(post, live_server, session=session) for session in sessions]


def act(desk: Press, code: str, rows: list[Registration]) -> Callable[[], int]:
    seen = [stamp(row) for row in rows]
    return lambda: desk(ACT, action=code, id=seen, note="Zij spreekt")


@contextmanager
def unlocked(event_id: int) -> Iterator[Event]:
    """The control: nobody waits for anybody."""
    yield Event.objects.get(pk=event_id)


def meet_after(monkeypatch: pytest.MonkeyPatch, *steps: tuple[Any, str], rounds: int = 1) -> None:
    """Whoever has done such a step waits there for the other, so many times."""
    gap, turns = threading.Barrier(2, timeout=PATIENCE), iter(range(2 * rounds))

    def met(step: Callable[..., Any]) -> Callable[..., Any]:
        def then_wait(*args: Any, **kwargs: Any) -> Any:
            result = step(*args, **kwargs)
            if next(turns, None) is not None:
                gap.wait()
            return result

        return then_wait

    for module, name in steps:
        monkeypatch.setattr(module, name, met(getattr(module, name)))


def told(row: Registration) -> Counter[str]:
    """How often this person is told what."""
    keys = Job.objects.filter(kind="events.tell", key__contains=str(row.uid))
    return Counter(key.split(":")[1] for key in keys.values_list("key", flat=True))


def lines(row: Registration) -> Counter[str]:
    return Counter(row.history.values_list("what", flat=True))


class TestTwoApprove:
    @pytest.fixture
    def row(self, event: Event) -> Registration:
        return registration_factory(event, "pending")

    def test_without_the_lock_they_are_told_twice(
        self, desks: list[Press], row: Registration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(approval, "settled", unlocked)
        meet_after(monkeypatch, (approval, "fresh"))
        at_once([act(desk, "approve", [row]) for desk in desks])
        assert (lines(row)["confirmed"], told(row)["confirmed"]) == (2, 2)

    def test_once_is_enough(self, desks: list[Press], row: Registration) -> None:
        assert at_once([act(desk, "approve", [row]) for desk in desks * 3]) == [302] * 6
        row.refresh_from_db()
        assert (row.state, lines(row), told(row)) == (
            State.CONFIRMED, {"confirmed": 1}, {"confirmed": 1}
        )  # fmt: skip


class TestOneApprovesWhileTheOtherRefuses:
    @pytest.fixture
    def row(self, event: Event) -> Registration:
        return registration_factory(event, "pending")

    def presses(self, desks: list[Press], row: Registration) -> list[Callable[[], int]]:
        return [act(desks[0], "approve", [row]), act(desks[1], "refuse", [row])]

    def test_without_the_lock_they_read_both(
        self, desks: list[Press], row: Registration, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(approval, "settled", unlocked)
        meet_after(monkeypatch, (approval, "fresh"))
        at_once(self.presses(desks, row))
        assert told(row) == {"confirmed": 1, "refused": 1}

    def test_first_of_them_decides(self, desks: list[Press], row: Registration) -> None:
        assert at_once(self.presses(desks, row) * 2) == [302] * 4
        row.refresh_from_db()
        assert row.state in (State.CONFIRMED, State.REFUSED)
        assert (lines(row), told(row)) == ({row.state: 1}, {row.state: 1})
        assert bool(row.approved) is (row.state == State.CONFIRMED)


class TestTwoMoveUpTheSamePerson:
    @pytest.fixture
    def queue(self, event: Event) -> list[Registration]:
        """One place, which is taken, and two who wait."""
        Event.objects.filter(pk=event.pk).update(capacity=1, needs_approval=False)
        event.refresh_from_db()
        registration_factory(event)
        return [registration_factory(event, "waiting", is_flexible=True) for _n in range(2)]

    def holder(self, event: Event) -> Registration:
        return event.registrations.get(state=State.CONFIRMED)

    def test_without_the_lock_it_is_done_twice(
        self, desks: list[Press], queue: list[Registration], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(by_hand, "settled", unlocked)
        meet_after(monkeypatch, (by_hand, "beside"))  # both have read who stands first
        at_once([act(desk, "move-up", queue[1:]) for desk in desks])
        assert lines(queue[1])["put first"] == 2

    def test_last_place_is_theirs_and_offered_once(
        self, live_server: Any, event: Event, desks: list[Press], queue: list[Registration]
    ) -> None:
        assert at_once([act(desk, "move-up", queue[1:]) for desk in desks * 2]) == [302] * 4
        leave = links.path("cancel", self.holder(event))
        at_once([lambda: post(live_server, leave), *[partial(expire, event.pk)] * 2])
        states = [Registration.objects.get(pk=row.pk).state for row in queue]
        assert states == [State.WAITING, State.OFFERED]
        assert (lines(queue[1])["put first"], told(queue[1])["offer"]) == (1, 1)

    def test_place_that_comes_free_meanwhile_goes_to_one(
        self, live_server: Any, event: Event, desks: list[Press], queue: list[Registration]
    ) -> None:
        """To whom depends on who came first: never to both, and to nobody twice."""
        leave = links.path("cancel", self.holder(event))
        presses = [act(desk, "move-up", queue[1:]) for desk in desks]
        assert at_once([*presses, lambda: post(live_server, leave)]) == [302] * 3
        rows = [Registration.objects.get(pk=row.pk) for row in queue]
        assert sorted(row.state for row in rows) == [State.OFFERED, State.WAITING]
        assert sum(told(row)["offer"] for row in rows) == 1
        assert event.registrations.holding().count() == 1
        assert lines(queue[1])["put first"] <= 1


class TestOneTakesOffWhileTheOtherMarksPresent:
    @pytest.fixture
    def rows(self, event: Event) -> list[Registration]:
        return [registration_factory(event) for _n in range(3)]

    def presses(self, desks: list[Press], rows: list[Registration]) -> list[Callable[[], int]]:
        return [act(desks[0], "cancel", rows), act(desks[1], "present", rows)]

    def ends(self, rows: list[Registration]) -> list[tuple[str, bool]]:
        found = Registration.objects.filter(pk__in=[row.pk for row in rows])
        return [(row.state, row.checked_in is not None) for row in found]

    def test_without_the_lock_somebody_is_present_and_off_the_list(
        self, desks: list[Press], rows: list[Registration], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(registration, "settled", unlocked)
        monkeypatch.setattr(door, "locked", unlocked)
        meet_after(monkeypatch, (registration, "refuse_late"), (door, "judge"), rounds=3)
        at_once(self.presses(desks, rows))
        assert self.ends(rows) == [(State.CANCELLED, True)] * 3

    def test_each_is_there_or_off_the_list(
        self, desks: list[Press], rows: list[Registration]
    ) -> None:
        assert at_once(self.presses(desks, rows) * 2) == [302] * 4
        ends = self.ends(rows)
        assert set(ends) <= {(State.CANCELLED, False), (State.CONFIRMED, True)}
        for row, (state, is_present) in zip(rows, ends, strict=True):
            assert told(row)["taken-off"] == (state == State.CANCELLED)
            assert lines(row)["checked in"] == is_present


class TestTwoImportTheSameList:
    PEOPLE = 6

    @pytest.fixture
    def presses(self, event: Event, desks: list[Press]) -> list[Callable[[], int]]:
        heads = "Voornaam;Achternaam;E-mailadres"
        people = (f"Femke;Zee;p{number}@b.example" for number in range(self.PEOPLE))
        content = b64encode("\r\n".join((heads, *people)).encode()).decode()
        path = at("import", event)
        return [lambda desk=desk: desk(path, content=content, press=str(uuid4())) for desk in desks]

    def test_without_the_lock_one_of_them_breaks(
        self, presses: list[Callable[[], int]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What the database does not let in twice is an error on the page of the second."""
        for module in (taking_in, by_hand):
            monkeypatch.setattr(module, "settled", unlocked)
        meet_after(monkeypatch, (by_hand, "new_registration"))
        assert sorted(at_once(presses)) == [302, 500]

    def test_each_person_is_put_on_the_list_once(
        self, event: Event, presses: list[Callable[[], int]]
    ) -> None:
        assert at_once(presses * 2) == [302] * 4
        assert event.registrations.count() == self.PEOPLE
        assert HistoryLine.objects.filter(what="imported").count() == self.PEOPLE
        for row in event.registrations.all():
            assert told(row) == {"confirmed": 1}
        event.refresh_from_db()
        assert (event.taken, event.waiting) == (self.PEOPLE, 0)
