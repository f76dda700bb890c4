"""How many places are left: of each kind on the page of an event, of both in a list."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

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


WAIT = {"nl": "wachten 4 mensen vóór jou", "en": "4 people wait before you"}
LISTS = {"nl": "/nl/agenda/", "en": "/en/events/"}


def row_of(client: Client, lang: str = "en", **facts: Any) -> str:
    """The seats in the list: of 4 places in the room, and 8 online where it is held both ways."""
    limits = {"capacity": 4, "online_capacity": 8}
    places = {"presence": facts.pop("presence", "room"), **limits}
    event = event_factory(lang, **places)
    Event.objects.filter(pk=event.pk).update(**facts)
    return " ".join(part(client, LISTS[lang], ".event-row__room").text.split())


@pytest.mark.parametrize("lang", LISTS)
def test_list_says_who_waits_before_what_is_left(client: Client, lang: str) -> None:
    assert WAIT[lang] in row_of(client, lang, taken=1, waiting=4)


HOUR = timedelta(hours=1)


@pytest.mark.parametrize("lang", LISTS)
@pytest.mark.parametrize(
    "facts",
    [
        {"closes": -HOUR},  # nobody can sign up any more
        {"opens": HOUR},  # or yet
        {"presence": "hybrid"},  # there is room online
    ],
)
def test_list_counts_nobody_before_who_need_not_or_cannot_wait(
    client: Client, lang: str, facts: dict
) -> None:
    moments = {k: timezone.now() + v for k, v in facts.items() if isinstance(v, timedelta)}
    words = row_of(client, lang, **{**facts, **moments}, taken=1, waiting=4)
    assert ("vóór jou" in words, "before you" in words) == (False, False)


def test_list_counts_who_waits_for_the_kind_that_is_left(client: Client) -> None:
    """Online is full and five wait for it; in the room one place is left, and two wait for it."""
    counted = {"taken": 11, "online_taken": 8, "waiting": 7, "online_waiting": 5}
    words = row_of(client, presence="hybrid", **counted)
    assert words == "1 place left But 2 people wait before you"


def test_list_says_once_that_all_is_full(client: Client) -> None:
    counted = {"taken": 12, "online_taken": 8, "waiting": 7, "online_waiting": 5}
    assert row_of(client, presence="hybrid", **counted) == "Full 7 people on the waiting list"
