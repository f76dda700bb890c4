"""The same form sent twice, by a double click or a reload: the last page shows what works."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from brink.people.models import User
from events.models import PersonalFeed
from events.personal_feeds import TWICE
from tests.factories.people import user_factory

pytestmark = pytest.mark.usefixtures("tree")
PATH = "/en/my-agenda/calendars/"
PHONE = {"name": "phone", "alarm": "60"}


@pytest.fixture
def user() -> User:
    return user_factory(email="silke@brink.example")


@pytest.fixture
def member(client: Client, user: User) -> Client:
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def path_in(response: HttpResponse) -> str:
    shown = BeautifulSoup(response.content, "html.parser").select_one("input[readonly]")
    assert shown is not None
    return shown["value"].removeprefix(settings.BASE_URL)


def later(age: timedelta) -> Any:
    return time_machine.travel(timezone.now() + age)


def test_second_page_shows_an_address_that_works(member: Client) -> None:
    first, second = (path_in(member.post(PATH, PHONE)) for _twice in range(2))

    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    assert PersonalFeed.objects.count() == 1


def test_address_that_a_calendar_read_is_never_replaced(member: Client) -> None:
    first = path_in(member.post(PATH, PHONE))
    Client().get(first)

    assert member.post(PATH, PHONE).status_code == 422
    assert Client().get(first).status_code == 200


def test_address_of_a_while_ago_is_never_replaced(member: Client) -> None:
    first = path_in(member.post(PATH, PHONE))

    with later(TWICE + timedelta(seconds=1)):
        assert member.post(PATH, PHONE).status_code == 422
    assert Client().get(first).status_code == 200


@pytest.mark.parametrize("change", [{"alarm": ""}, {"name": "PHONE"}])
def test_other_form_of_the_same_name_is_refused(member: Client, change: dict[str, str]) -> None:
    first = path_in(member.post(PATH, PHONE))

    assert member.post(PATH, {**PHONE, **change}).status_code == 422
    assert Client().get(first).status_code == 200


def test_twin_of_another_owner_stays(member: Client) -> None:
    first = path_in(member.post(PATH, PHONE))
    other = Client()
    other.force_login(user_factory(), "django.contrib.auth.backends.ModelBackend")

    assert other.post(PATH, PHONE).status_code == 200
    assert Client().get(first).status_code == 200


def typed(member: Client, **change: str) -> dict[str, str]:
    """The form as the page gives it, with its own key, filled in."""
    html = BeautifulSoup(member.get(PATH).content, "html.parser")
    return {**PHONE, "key": html.select_one("input[name=key]")["value"], **change}


def test_reload_shows_the_same_address_also_much_later(member: Client) -> None:
    form = typed(member)
    first = path_in(member.post(PATH, form))
    Client().get(first)

    with later(10 * TWICE):
        second = path_in(member.post(PATH, form))

    assert second == first
    assert Client().get(first).status_code == 200
    assert PersonalFeed.objects.count() == 1


def test_reload_after_it_is_withdrawn_never_brings_it_back(member: Client) -> None:
    form = typed(member)
    first = path_in(member.post(PATH, form))
    PersonalFeed.objects.all().delete()

    second = path_in(member.post(PATH, form))

    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)


def test_other_form_of_the_same_words_is_another_wish(member: Client) -> None:
    first = path_in(member.post(PATH, typed(member)))

    assert member.post(PATH, typed(member)).status_code == 422
    assert Client().get(first).status_code == 200


def test_form_sent_back_with_another_name_makes_another(member: Client) -> None:
    form = typed(member)
    first, second = (path_in(member.post(PATH, {**form, "name": n})) for n in ("phone", "work"))

    assert first != second
    assert {Client().get(path).status_code for path in (first, second)} == {200}


def test_key_of_another_owner_tells_nothing(member: Client) -> None:
    form = typed(member)
    first = path_in(member.post(PATH, form))
    other = Client()
    other.force_login(user_factory(), "django.contrib.auth.backends.ModelBackend")

    assert path_in(other.post(PATH, form)) != first


def test_stored_row_alone_does_not_make_the_token(member: Client) -> None:
    key = uuid4()
    first = path_in(member.post(PATH, typed(member, key=str(key))))
    row = str(PersonalFeed.objects.values().get())

    assert first.split("/")[3] not in row
    assert str(key) not in row
    assert key.hex not in row
