"""The code on the screen: whom it lets say that they are there, and for how long."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from brink.home.models import HomePage
from events.door.room import code_at, is_open, is_shown, seconds_left
from events.models import Event
from tests.factories.events import event_factory

Tree = dict[str, HomePage]
#: The first second of a step.
NOON = datetime(2026, 12, 1, 11, 0, tzinfo=timezone.get_fixed_timezone(0))


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(("seconds", "is_good"), [(0, True), (29, True), (59.9, True), (60, False)])
def test_code_is_good_while_it_is_shown_and_for_one_step_more(
    tree: Tree, seconds: float, is_good: bool
) -> None:
    event = event_factory()

    assert is_shown(event, code_at(event, NOON), later(seconds)) is is_good


def test_code_of_the_next_step_is_not_good_yet(tree: Tree) -> None:
    event = event_factory()

    assert not is_shown(event, code_at(event, later(30)), NOON)


def test_photo_sent_home_is_worth_nothing_after_a_minute(tree: Tree) -> None:
    event = event_factory()
    photo = code_at(event, NOON)

    good = [seconds for seconds in range(0, 7200, 5) if is_shown(event, photo, later(seconds))]

    assert good == list(range(0, 60, 5))


def test_code_is_good_at_its_own_event_only(tree: Tree) -> None:
    event, other = event_factory(), event_factory()

    assert not is_shown(other, code_at(event, NOON), NOON)


def test_code_cannot_be_made_without_the_secret(tree: Tree) -> None:
    event = event_factory()
    shown = code_at(event, NOON)
    event.room_secret = "0" * 32

    assert code_at(event, NOON) != shown
    assert event.room_secret not in shown


def test_event_without_a_secret_has_a_code_that_only_this_site_can_make(
    tree: Tree, settings: Any
) -> None:
    """A version of before may have stored it without; its key is no secret."""
    event = event_factory()
    event.room_secret = ""
    shown = code_at(event, NOON)
    settings.SECRET_KEY = "another"

    assert code_at(event, NOON) != shown


@pytest.mark.parametrize("code", ["", "0", "é", "0" * 20])
def test_anything_else_is_not_shown(tree: Tree, code: str) -> None:
    assert not is_shown(event_factory(), code, NOON)


@pytest.mark.parametrize(("seconds", "left"), [(0, 30), (1, 29), (29, 1), (29.9, 1), (30, 30)])
def test_screen_knows_how_long_its_code_is_the_newest(seconds: float, left: int) -> None:
    assert seconds_left(later(seconds)) == left


@pytest.mark.parametrize(
    ("minutes", "is_right"), [(-31, False), (-30, True), (0, True), (180, True), (181, False)]
)
def test_window_is_from_half_an_hour_before_the_start_to_the_end(
    tree: Tree, minutes: int, is_right: bool
) -> None:
    event = event_factory()  # it lasts three hours

    assert is_open(event, event.start + timedelta(minutes=minutes)) is is_right


def test_nobody_is_in_the_room_of_what_is_cancelled(tree: Tree) -> None:
    event: Event = event_factory(status="cancelled")

    assert not is_open(event, event.start)
