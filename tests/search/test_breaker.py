"""Who may ask the server after it failed: nobody for a while, then one, then all again."""

import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.utils import timezone

from search import breaker
from search.breaker import FAILURES, PAUSE, WITHIN, Turn
from tests.events.at_once import at_once

SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A cache that goes by the clock of the test, as a Redis does not."""
    monkeypatch.setattr(breaker, "cache", LocMemCache("breaker", {}))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        breaker.close()
        yield clock


def fail(times: int) -> None:
    for _number in range(times):
        breaker.note_failure()


def test_few_failures_stop_nobody(clock: Any) -> None:
    fail(FAILURES - 1)

    assert breaker.take_turn() is Turn.YES
    assert breaker.since() is None


def test_the_last_straw_keeps_all_away(clock: Any) -> None:
    fail(FAILURES)

    assert breaker.take_turn() is Turn.NO
    assert breaker.since() == timezone.now()


def test_failures_that_are_far_apart_are_no_outage(clock: Any) -> None:
    for _number in range(FAILURES * 3):
        breaker.note_failure()
        clock.shift(WITHIN / (FAILURES - 1) + SECOND)

    assert breaker.take_turn() is Turn.YES


def test_after_a_pause_one_tries_and_the_others_wait(clock: Any) -> None:
    fail(FAILURES)
    clock.shift(PAUSE)

    turns = [breaker.take_turn() for _number in range(5)]

    assert turns == [Turn.TRIAL, *[Turn.NO] * 4]


def test_a_trial_that_fails_begins_another_pause(clock: Any) -> None:
    fail(FAILURES)
    began = timezone.now()
    for _number in range(3):
        clock.shift(PAUSE)
        assert breaker.take_turn() is Turn.TRIAL
        breaker.note_failure()
        clock.shift(PAUSE - SECOND)
        assert breaker.take_turn() is Turn.NO
        clock.shift(SECOND - PAUSE)
    assert breaker.since() == began


def test_a_trial_that_is_answered_lets_all_ask_again(clock: Any) -> None:
    fail(FAILURES)
    clock.shift(PAUSE)
    breaker.take_turn()

    breaker.close()

    assert [breaker.take_turn() for _number in range(3)] == [Turn.YES] * 3
    fail(FAILURES - 1)
    assert breaker.take_turn() is Turn.YES, "what failed before is forgotten"


def test_a_trial_whose_process_died_is_not_the_last(clock: Any) -> None:
    fail(FAILURES)
    clock.shift(PAUSE)
    assert breaker.take_turn() is Turn.TRIAL

    clock.shift(PAUSE + SECOND)

    assert breaker.take_turn() is Turn.TRIAL


def test_a_cache_that_is_down_takes_no_search_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_args: object, **_options: object) -> None:
        raise ConnectionError

    for name in ("get", "add", "set", "delete_many"):
        monkeypatch.setattr(cache, name, die)

    assert breaker.take_turn() is Turn.YES
    breaker.note_failure()
    breaker.close()
    assert breaker.since() is None


def trials() -> int:
    """How many of a crowd, each with a connection of its own, are told to try after a pause."""
    past = timezone.now() - SECOND
    breaker.cache.set(breaker.KEY, breaker.Opening(past, past), 60)
    turns = at_once([breaker.take_turn] * 12)
    breaker.close()
    return turns.count(Turn.TRIAL)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_of_a_crowd_tries() -> None:
    assert [trials() for _number in range(5)] == [1] * 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_more_than_one_tries_where_adding_is_not_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the crowd does meet."""

    cache = LocMemCache("control", {})

    def look_then_write(key: str, value: bool, timeout: int) -> bool:
        is_there = cache.get(key) is not None
        time.sleep(0.2)
        cache.set(key, value, timeout)
        return not is_there

    known = {name: getattr(cache, name) for name in ("get", "set", "delete_many")}
    monkeypatch.setattr(breaker, "cache", SimpleNamespace(add=look_then_write, **known))

    assert trials() > 1
