"""Answers posted at the same moment, on whichever database the tests run."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from brink.home.tree import build_tree
from events.feedback import answers as feedback
from events.models import Event, Feedback, Registration
from tests.events.at_once import PATIENCE, at_once, post
from tests.events.test_feedback_page import SCORES, path_of
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event(live_server: Any) -> Event:
    build_tree()
    return event_factory(start=timezone.now() - timedelta(days=1))


def send(live_server: Any, registration: Registration) -> int:
    try:
        return post(live_server, path_of(registration), **SCORES)
    finally:
        connections.close_all()


def answer_at_once(live_server: Any, event: Event, *, people: int, times: int) -> set[int]:
    rows = [registration_factory(event) for _person in range(people)]
    calls = [lambda row=row: send(live_server, row) for row in rows for _time in range(times)]
    return set(at_once(calls))


def test_without_the_lock_answers_are_lost(
    live_server: Any, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: each writes anew what it read, and what came meanwhile is gone."""
    gap, turn = threading.Barrier(4, timeout=PATIENCE), threading.Lock()

    @contextmanager
    def unlocked(event_id: int) -> Iterator[Event]:
        yield Event.objects.get(pk=event_id)

    def mix_in(event: Event, new: Feedback) -> None:
        rows = [*event.feedback.all(), new]
        gap.wait()
        with turn:
            event.feedback.all().delete()
            Feedback.objects.bulk_create(rows)

    monkeypatch.setattr(feedback, "locked", unlocked)
    monkeypatch.setattr(feedback, "mix_in", mix_in)
    assert answer_at_once(live_server, event, people=4, times=1) == {302}
    assert event.feedback.count() == 1


def test_with_the_lock_all_answers_are_kept(live_server: Any, event: Event) -> None:
    assert answer_at_once(live_server, event, people=6, times=1) == {302}
    assert event.feedback.count() == 6


def test_ten_posts_of_one_person_are_heard_once(live_server: Any, event: Event) -> None:
    assert answer_at_once(live_server, event, people=1, times=10) <= {302, 200}
    assert event.feedback.count() == 1
