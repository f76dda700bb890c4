"""The page of an event for who signed up: how they stand, and the way to their own page."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from brink.people.models import User
from events.models import Registration
from tests.factories.events import event_of, event_page, registration_factory
from tests.factories.people import user_factory

pytestmark = pytest.mark.usefixtures("tree")
PATHS = {"nl": "/nl/agenda/kringloop/", "en": "/en/events/kringloop/"}


@pytest.fixture
def user() -> User:
    return user_factory(email="silke@brink.example")


@pytest.fixture
def member(client: Client, user: User) -> Client:
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def own(user: User, state: str, **fields: Any) -> Registration:
    event = event_of(event_page(title="Kringloop", capacity=9, **fields))
    return registration_factory(event, state, person=user.person, email=user.email)


def plot(client: Client, path: str = PATHS["en"]) -> Tag:
    found = BeautifulSoup(client.get(path).content, "html.parser").select_one(".sign-up")
    assert found is not None
    return found


def hrefs(tag: Tag) -> list[str]:
    return [link["href"] for link in tag.select("a")]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("confirmed", {"nl": "Je komt", "en": "You are coming"}),
        ("waiting", {"nl": "Je staat op de wachtlijst", "en": "You are on the waiting list"}),
        ("offered", {"nl": "Er is een plaats voor je vrij", "en": "A place is free for you"}),
        ("pending", {"nl": "De organisator beslist", "en": "The organiser decides"}),
    ],
)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_who_signed_up_is_told_how_they_stand(
    member: Client, user: User, state: str, words: dict[str, str], lang: str
) -> None:
    row = own(user, state)
    shown = plot(member, PATHS[lang])
    assert shown.h2.get_text(strip=True) == words[lang]
    (href,) = hrefs(shown)
    assert row.uid.hex in href
    assert member.get(href).status_code == 200


@pytest.mark.parametrize("state", ["unconfirmed", "cancelled", "lapsed", "refused", "expired"])
def test_who_has_nothing_is_asked_like_everybody(member: Client, user: User, state: str) -> None:
    own(user, state)
    shown = plot(member)
    assert shown.h2.get_text(strip=True) == "Are you coming?"
    assert hrefs(shown) == ["/en/events/kringloop/register/"]


def test_stranger_and_other_account_see_nothing_of_it(member: Client, user: User) -> None:
    row = own(user, "confirmed")
    other = Client()
    other.force_login(user_factory(), "django.contrib.auth.backends.ModelBackend")
    for client in (Client(), other):
        response = client.get(PATHS["en"])
        assert row.uid.hex not in response.content.decode()
        assert plot(client).h2.get_text(strip=True) == "Are you coming?"


def test_page_of_who_is_logged_in_is_kept_by_no_shared_cache(member: Client, user: User) -> None:
    own(user, "confirmed")
    assert "Cookie" in member.get(PATHS["en"])["Vary"]


def test_cancelled_event_says_so_first(member: Client, user: User) -> None:
    own(user, "confirmed", status="cancelled")
    assert plot(member).h2.get_text(strip=True) == "This meeting is cancelled"


def test_who_is_logged_in_costs_three_queries_more(
    member: Client, user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    own(user, "confirmed")
    member.get(PATHS["nl"])
    with django_assert_num_queries(12):  # those of everybody; session, account, registration
        member.get(PATHS["nl"])
