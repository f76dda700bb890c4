"""The same form sent twice, by a double click or a reload: the last page shows what works."""

from datetime import timedelta
from typing import Any

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
