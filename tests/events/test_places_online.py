"""An event that was held both ways and goes on online only has the places online that it had."""

from typing import Any

import pytest

from brink.jobs.runner import run_due
from events.admission import admission
from events.models import Event, EventPage, Seat
from tests.factories.events import event_factory, registration_factory
from tests.factories.pages import publish

pytestmark = pytest.mark.usefixtures("tree")
LINK = {"online_url": "https://video.example/x"}


def moved_online(**places: Any) -> Event:
    """Three people online at an event with one place in the room, which then is online only."""
    event = event_factory(presence="hybrid", **{"capacity": 1, **places}, **LINK)
    for _n in range(3):
        registration_factory(event, seat="online")
    publish(EventPage.objects.get(translation_key=event.key), presence="online")
    run_due()
    event.refresh_from_db()
    return event


def test_sign_up_stays_open_for_the_places_online_that_there_were() -> None:
    event = moved_online(online_capacity=50)
    assert (event.capacity_of(Seat.ONLINE), event.free, event.places) == (50, 47, 50)
    assert admission(event) == "open"


def test_places_online_without_a_limit_become_those_of_the_event() -> None:
    assert moved_online(online_capacity=None, capacity=20).free == 17


def test_sign_up_is_full_when_the_places_online_are_gone() -> None:
    assert admission(moved_online(online_capacity=3)) == "full"


def test_event_in_the_room_knows_its_own_places_only() -> None:
    event = event_factory(presence="room", capacity=4, online_capacity=50)
    assert (event.places, event.capacity_of(Seat.ONLINE)) == (4, 4)
