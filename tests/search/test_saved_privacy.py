"""What is kept of who saved a search is shown, erased, and forgotten in time."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from brink.people.privacy.erasure import erase
from brink.people.privacy.holdings import held
from brink.people.privacy.retention import RULES, apply
from brink.people.privacy.subject import subject_at, subject_of
from search.models import SavedSearch
from search.saved import telling
from tests.search.saved import GUEST, TODAY, account, saved_search

pytestmark = pytest.mark.usefixtures("tree")
DAY = timedelta(days=1)


def test_own_searches_are_shown_and_those_of_others_are_not() -> None:
    user = account()
    saved_search("q=brood", user=user)
    saved_search("q=kaas", email=user.email)
    saved_search("q=vreemd")

    assert [row["search"] for row in held(subject_of(user))["saved-searches"]] == [
        "q=brood",
        "q=kaas",
    ]
    (row,) = held(subject_at(GUEST))["saved-searches"]
    assert (row["email"], row["search"], row["frequency"]) == (GUEST, "q=vreemd", "daily")


@pytest.mark.parametrize("who", ["guest", "account"])
def test_erasure_takes_searches_and_what_is_on_its_way(who: str) -> None:
    user = account()
    mine = saved_search("q=brood", **({"user": user} if who == "account" else {}))
    theirs = saved_search("q=kaas", email="ander@b.example")
    subject = subject_of(user) if who == "account" else subject_at(GUEST)

    erase(subject)

    assert list(SavedSearch.objects.all()) == [theirs]
    assert not SavedSearch.objects.filter(uid=mine.uid).exists()
    telling.tell({"search": str(mine.uid), "until": timezone.now().isoformat()})


def test_request_that_nobody_confirmed_is_forgotten_after_a_week() -> None:
    with time_machine.travel(TODAY, tick=False):
        saved_search("q=oud", confirmed=None, asked=TODAY - 8 * DAY)
        saved_search("q=nieuw", confirmed=None, asked=TODAY - 6 * DAY)
        saved_search("q=bevestigd", asked=TODAY - 800 * DAY)

        assert apply(RULES["unconfirmed-search"]) == 1

    assert set(SavedSearch.objects.values_list("query", flat=True)) == {"q=nieuw", "q=bevestigd"}


def test_one_that_is_confirmed_at_that_moment_is_kept() -> None:
    saved = saved_search("q=oud", asked=timezone.now() - 8 * DAY)

    RULES["unconfirmed-search"].remove([saved.pk])

    assert SavedSearch.objects.exists()
