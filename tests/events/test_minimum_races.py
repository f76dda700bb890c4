"""Two organisers answer at the same moment, on whichever database the tests run."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brink.home.tree import build_tree
from brink.jobs.models import Job
from events import minimum
from events.models import Event
from tests.events.at_once import PATIENCE, at_once
from tests.factories.events import event_factory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event(live_server: Any) -> Event:
    """Nobody comes, and three were needed yesterday."""
    build_tree()
    rules = {"minimum": 3, "minimum_by": timezone.now() - timedelta(days=1)}
    return event_factory(organiser_email="lab@b.example", **rules)


def answers(event: Event, number: int) -> list[bool]:
    return at_once([lambda: minimum.go_on(event.pk)] * number)


def test_without_the_lock_both_decide(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: each finds the question open."""
    gap, is_undecided = threading.Barrier(4, timeout=PATIENCE), minimum.is_undecided

    @contextmanager
    def unlocked(event_id: int) -> Iterator[Event]:
        yield Event.objects.get(pk=event_id)

    def seen(event: Event) -> bool:
        found = is_undecided(event)
        gap.wait()
        return found

    monkeypatch.setattr(minimum, "locked", unlocked)
    monkeypatch.setattr(minimum, "is_undecided", seen)
    assert answers(event, 4) == [True] * 4


def test_with_the_lock_one_decides(event: Event) -> None:
    assert sorted(answers(event, 6)) == [False] * 5 + [True]
    assert Job.objects.filter(kind=minimum.TELL).count() == 1
