"""How many places are left: of each kind on the page of an event, of both in a list."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from events.models import Event
from tests.factories.events import event_factory

pytestmark = pytest.mark.usefixtures("tree")


def event_both_ways(**counters: int) -> Event:
    limits = {"capacity": 4, "online_capacity": 8}
    event = event_factory("en", slug="cheese", presence="hybrid", **limits)
    Event.objects.filter(pk=event.pk).update(**counters)
    return event


def part(client: Client, path: str, selector: str) -> Any:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return page.select_one(selector)


def test_page_shows_room_and_online_apart(client: Client) -> None:
    event_both_ways(taken=6, online_taken=2, waiting=3)
    kinds = part(client, "/en/events/cheese/", ".sign-up .seat-kinds")
    assert [each.text for each in kinds.select("dt")] == ["In the room", "Online"]
    room, online = (" ".join(each.text.split()) for each in kinds.select("dd"))
    assert room == "Full 3 people on the waiting list"
    assert online == "6 places left"


def test_page_says_that_online_has_no_limit(client: Client) -> None:
    event = event_both_ways(taken=1)
    Event.objects.filter(pk=event.pk).update(online_capacity=None)
    kinds = part(client, "/en/events/cheese/", ".sign-up .seat-kinds")
    assert "There is room for everybody" in kinds.text


def test_event_of_one_kind_has_one_number(client: Client) -> None:
    event_factory("en", slug="cheese", capacity=4)
    box = part(client, "/en/events/cheese/", ".sign-up")
    assert not box.select(".seat-kinds")
    assert "4 places" in box.text


def test_list_counts_both_kinds_together(client: Client) -> None:
    event_both_ways(taken=6, online_taken=2)
    row = part(client, "/en/events/", ".event-row__room")
    assert "6 places left" in row.text


@pytest.mark.parametrize(
    ("path", "selector"),
    [("/en/events/cheese/", ".sign-up"), ("/en/events/cheese/register/", ".split__aside .sign-up")],
)
def test_page_says_that_who_waits_comes_before_what_is_left(
    client: Client, path: str, selector: str
) -> None:
    event = event_factory("en", slug="cheese", capacity=4)
    Event.objects.filter(pk=event.pk).update(taken=1, waiting=4)
    words = " ".join(part(client, path, selector).text.split())
    assert "3 places left But 4 people wait before you" in words
    assert "Full" not in words
