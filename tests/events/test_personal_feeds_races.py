"""Two forms sent at once: names stay apart, a double click gives one address, ten stays the most.

First the negative control: without the lock there must be too many, or the test proves nothing.
SQLite lets one transaction write at a time and needs no lock; PostgreSQL does.
"""

import threading
import time
from collections.abc import Callable

import pytest

from brink.home.tree import build_tree
from brink.people.models import User
from events import personal_feeds
from events.models import PersonalFeed
from events.personal_feeds import (
    MOST,
    NameTakenError,
    Owner,
    TooManyError,
    find_feed,
    make_feed,
)
from tests.events.at_once import PATIENCE, at_once
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import user_factory

pytestmark = pytest.mark.django_db(transaction=True)
GUEST = "femke@zeevonk.example"


@pytest.fixture(params=["account", "guest"])
def owner(request: pytest.FixtureRequest) -> Owner:
    if request.param == "account":
        user: User = user_factory()
        return Owner(user=user)
    build_tree()
    registration_factory(event_factory(), email=GUEST)
    return Owner(email=GUEST)


@pytest.fixture(autouse=True)
def _slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time passes between the look and the deed, in which the other could look too."""
    told = personal_feeds.secrets.token_urlsafe

    def slowly(size: int) -> str:
        time.sleep(0.3)
        return told(size)

    monkeypatch.setattr(personal_feeds.secrets, "token_urlsafe", slowly)


def attempt(owner: Owner, name: str, alarm: int | None = None) -> Callable[[], str]:
    """The token, or nothing where it was refused."""

    def make() -> str:
        try:
            return make_feed(owner, name=name, alarm=alarm, language="nl")
        except (NameTakenError, TooManyError):
            return ""

    return make


def others(owner: Owner) -> list[Callable[[], str]]:
    """Three forms that want the same name, each with another reminder."""
    return [attempt(owner, "telefoon", alarm) for alarm in (None, 15, 60)]


@pytest.fixture
def _unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: all three have looked before the first of them stores anything."""
    gap, told = threading.Barrier(3, timeout=PATIENCE), personal_feeds.secrets.token_urlsafe

    def together(size: int) -> str:
        gap.wait()
        return told(size)

    monkeypatch.setattr(Owner, "lock", lambda self: None)
    monkeypatch.setattr(personal_feeds.secrets, "token_urlsafe", together)


@pytest.mark.postgresql
@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_a_name_is_taken_twice(owner: Owner) -> None:

    made = at_once(others(owner))

    assert len(list(filter(None, made))) > 1


def test_name_that_is_asked_for_at_once_is_given_once(owner: Owner) -> None:
    made = at_once(others(owner))

    assert len(list(filter(None, made))) == 1
    assert PersonalFeed.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_a_double_click_makes_two(owner: Owner) -> None:
    at_once([attempt(owner, "telefoon")] * 3)

    assert PersonalFeed.objects.count() > 1


def test_double_click_gives_each_page_an_address_and_one_of_them_lives(owner: Owner) -> None:
    made = at_once([attempt(owner, "telefoon")] * 3)

    assert all(made)
    assert len([token for token in made if find_feed(token)]) == 1
    assert PersonalFeed.objects.count() == 1


def test_last_address_that_is_asked_for_at_once_is_given_once(owner: Owner) -> None:
    for number in range(MOST - 1):
        PersonalFeed.objects.create(
            user=owner.user, email=owner.email, name=f"{number}", token_hash=f"{number}"
        )

    made = at_once([attempt(owner, f"nieuw {number}") for number in range(3)])

    assert len(list(filter(None, made))) == 1
    assert owner.feeds().count() == MOST


@pytest.mark.parametrize("name", ["telefoon", "anders"])
def test_account_and_its_guest_at_once_are_counted_together(name: str) -> None:
    build_tree()
    user = user_factory(email=GUEST)
    registration_factory(event_factory(), email=GUEST)
    account, guest = Owner(user=user), Owner(email=GUEST)
    number_before = 0 if name == "telefoon" else MOST - 1
    for number in range(number_before):
        PersonalFeed.objects.create(user=user, name=f"{number}", token_hash=f"{number}")

    made = at_once([attempt(account, "telefoon"), attempt(guest, name)])

    assert len(list(filter(None, made))) == 1
    assert account.feeds().count() == number_before + 1
