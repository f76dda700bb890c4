"""Who is expected, found by name, and counted."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from brink.home.models import HomePage
from events.door.roster import Tally, describe, expected, find, tallies
from events.models import Event, Registration
from tests.factories.events import event_factory, person_factory, registration_factory

Tree = dict[str, HomePage]
NAMES = (("Zoë", "", "Bakker"), ("Femke", "van der", "Berg"), ("Ánna", "", "Ärmlich"))


def comer(event: Event, names: tuple[str, str, str], **fields: Any) -> Registration:
    person = person_factory(given=names[0], infix=names[1], family=names[2])
    return registration_factory(event, fields.pop("state", "confirmed"), person=person, **fields)


@pytest.fixture
def event(tree: Tree) -> Event:
    found = event_factory(presence="hybrid")
    comer(found, NAMES[0], organisation="Bakkerij De Zeevonk", checked_in=timezone.now())
    comer(found, NAMES[1], seat="online")
    comer(found, NAMES[2])
    comer(found, ("Wacht", "", "Ende"), state="waiting")
    return found


def names(rows: list[Registration]) -> list[str]:
    return [row.person.family for row in rows]


def test_list_has_who_has_a_place_sorted_as_dutch_lists_are(event: Event) -> None:
    assert names(expected(event)) == ["Ärmlich", "Bakker", "Berg"]


def test_those_in_the_room_and_online_are_counted_apart(event: Event) -> None:
    assert tallies(event, expected(event)) == [Tally("room", 1, 2), Tally("online", 0, 1)]  # type: ignore[arg-type]


def test_event_of_one_kind_counts_all_together(tree: Tree) -> None:
    event = event_factory(presence="online")
    comer(event, NAMES[0], seat="room")

    assert tallies(event, expected(event)) == [Tally("online", 0, 1)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("zoe", ["Bakker"]),
        ("BERG", ["Berg"]),
        ("van der berg", ["Berg"]),
        ("zeevonk", ["Bakker"]),
        ("a", ["Ärmlich", "Bakker", "Berg"]),
        ("berg zoe", []),
        ("", []),
        ("   ", []),
        ("ende", []),
    ],
)
def test_people_are_found_by_any_part_of_the_name(
    event: Event, words: str, found: list[str]
) -> None:
    assert names(find(expected(event), words)) == found


def test_phone_gets_no_address_and_nothing_else_that_the_door_does_not_need(event: Event) -> None:
    row = expected(event)[1]

    known = describe(row)

    assert set(known) == {"code", "name", "organisation", "seat", "since"}
    assert row.email not in str(known)


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_one_query(
    tree: Tree, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    event = event_factory()
    for each in NAMES[:number]:
        comer(event, each)

    with django_assert_num_queries(1):
        assert len([describe(row) for row in expected(event)]) == number
