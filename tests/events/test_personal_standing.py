"""Somebody's own agenda as a calendar: how they stand, and that it changes."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from brink.people.models import User
from events.registration import cancel
from tests.factories.events import event_factory
from tests.factories.people import user_factory
from tests.factories.personal_feeds import come, entries, feed_of, titles

pytestmark = pytest.mark.usefixtures("tree")
GUEST = "femke@zeevonk.example"


@pytest.fixture
def user() -> User:
    return user_factory(email="silke@brink.example")


@pytest.mark.parametrize(
    ("lang", "state", "title"),
    [
        ("nl", "offered", "Plek aangeboden: Kringloop"),
        ("en", "offered", "Place on offer: Kringloop"),
        ("nl", "pending", "Aangevraagd: Kringloop"),
        ("en", "pending", "Asked for: Kringloop"),
    ],
)
def test_place_that_is_not_certain_says_so_and_rings_not(
    client: Client, user: User, lang: str, state: str, title: str
) -> None:
    come(user, event_factory(lang, title="Kringloop"), state)

    [entry] = entries(client.get(feed_of(user, lang, alarm=60)))

    assert (str(entry["SUMMARY"]), entry["STATUS"]) == (title, "TENTATIVE")
    assert not entry.walk("VALARM")


def test_registration_that_is_cancelled_leaves_and_who_moves_up_has_an_offer(
    client: Client, user: User
) -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=2), tick=False):
        event = event_factory(capacity=1, title="Kringloop")
        first = come(user, event)
        come(GUEST, event, "waiting")
        address, other = feed_of(user), feed_of(GUEST)
        before = client.get(other)

    cancel(first)

    after = client.get(other)
    assert entries(client.get(address)) == []
    assert titles(before) == ["Wachtlijst: Kringloop"]
    assert titles(after) == ["Plek aangeboden: Kringloop"]
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        assert entries(before)[0][name].dt < entries(after)[0][name].dt, "a later revision"
