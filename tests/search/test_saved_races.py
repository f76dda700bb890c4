"""Two runners at once, and forms sent at once: each news is told once, each search is there once.

First the negative control: without the look at the row, runs of two periods tell the same.
SQLite lets one transaction write at a time and needs no lock for counting; PostgreSQL does.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brink.home.tree import build_tree
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from search.models import SavedSearch
from search.saved import asking, telling
from search.saved.asking import confirm, save_for
from search.saved.owner import MOST, Owner, TooManyError
from search.saved.wish import read_wish
from tests.events.at_once import PATIENCE, at_once
from tests.factories.pages import add_page
from tests.search.saved import GUEST, account, saved_search

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture
def _news(settings: Any) -> None:
    """Something new for one search."""
    settings.ELASTICSEARCH_URL = []
    home = build_tree()["nl"]
    run_due()
    moment = timezone.now()
    saved_search(since=moment - 4 * HOUR)
    add_page(home, title="Warmtepomp", first_published_at=moment - 3 * HOUR)
    run_due()


@pytest.fixture(autouse=True)
def _together(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Both runners have looked before either stores anything."""
    if "_news" not in request.fixturenames:
        return
    gap, look = threading.Barrier(2, timeout=PATIENCE), telling.find_news

    def wait(*args: Any) -> Any:
        found = look(*args)
        gap.wait()
        return found

    monkeypatch.setattr(telling, "find_news", wait)


def runs() -> list[Callable[[], None]]:
    """The job of yesterday, that waited long, and that of today."""
    uid, now = str(SavedSearch.objects.get().uid), timezone.now()
    moments = [(now - 2 * HOUR).isoformat(), (now - HOUR).isoformat()]
    return [lambda at=at: telling.tell({"search": uid, "until": at}) for at in moments]


def mails() -> int:
    return Job.objects.filter(kind="mail", key__startswith="mail:search-news:").count()


@pytest.mark.usefixtures("_news")
def test_without_the_look_at_the_row_two_runners_tell_it_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telling, "move", lambda *args: True)

    at_once(runs())

    assert mails() == 2


@pytest.mark.usefixtures("_news")
def test_two_runners_at_once_tell_it_once() -> None:
    at_once(runs())

    assert mails() == 1


def attempts(owner: Owner, last: list[SavedSearch]) -> list[Callable[[], bool]]:
    def attempt(number: int) -> bool:
        try:
            if owner.user:
                save_for(owner.user, read_wish(f"q=nieuw{number}", "nl"), "daily")
            else:
                confirm(last[number], "daily")
        except TooManyError:
            return False
        return True

    return [lambda number=number: attempt(number) for number in range(3)]


@pytest.fixture(params=["account", "guest"])
def owner(request: pytest.FixtureRequest) -> Owner:
    return Owner(user=account()) if request.param == "account" else Owner(email=GUEST)


@pytest.fixture
def last(owner: Owner) -> list[SavedSearch]:
    """One place is left, and a guest asked for three more."""
    whose: dict[str, Any] = {"user": owner.user} if owner.user else {}
    for number in range(MOST - 1):
        saved_search(f"q={number}", **whose)
    if owner.user:
        return []
    return [saved_search(f"q=nieuw{number}", confirmed=None) for number in range(3)]


def slowly(monkeypatch: pytest.MonkeyPatch, wait: Callable[[], Any]) -> None:
    """Time passes between the count and the deed, in which others could count too."""
    told = asking.start

    def start(saved: SavedSearch, *changed: str) -> SavedSearch:
        wait()
        return told(saved, *changed)

    monkeypatch.setattr(asking, "start", start)


@pytest.mark.postgresql
def test_without_the_lock_more_are_saved_than_may_be(
    owner: Owner, last: list[SavedSearch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Owner, "lock", lambda self: None)
    slowly(monkeypatch, threading.Barrier(3, timeout=PATIENCE).wait)

    at_once(attempts(owner, last))

    assert owner.searches().count() > MOST


def test_last_place_is_given_once(
    owner: Owner, last: list[SavedSearch], monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, lambda: time.sleep(0.3))

    assert sorted(at_once(attempts(owner, last))) == [False, False, True]
    assert owner.searches().count() == MOST


@pytest.mark.parametrize("who", ["account", "guest"])
def test_same_form_ten_times_at_once_is_one_search_and_at_most_one_mail(who: str) -> None:
    wish = read_wish("q=brood", "nl")
    user = account() if who == "account" else None

    def send() -> None:
        if user:
            save_for(user, wish, "daily")
        else:
            asking.ask(GUEST, wish, "daily")

    at_once([send] * 10)

    assert SavedSearch.objects.count() == 1
    assert Job.objects.filter(key__startswith="mail:search-asked:").count() == (not user)
