"""The screen in the room and the scan of it: what a code opens, where and how long."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from brink.people.models import User
from events.door.room import COOKIE, code_at
from events.models import Event, TeamMember
from tests.events.entrance import Tree, comer, event, is_in
from tests.events.room import BACKEND, account, here, look
from tests.factories.events import event_factory, person_factory

__all__ = ["event"]  # fixture


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_scan_leads_to_the_question_who_it_is(event: Event, client: Client, lang: str) -> None:
    response = look(client, event, lang)

    assert (response.status_code, response.headers["Location"]) == (302, here(event, lang))
    page = client.get(here(event, lang))
    assert page.status_code == 200
    assert 'name="who"' in page.content.decode()
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_photo_that_is_sent_home_does_not_work_after_a_minute(event: Event, client: Client) -> None:
    now = timezone.now()
    photo = code_at(event, now)

    with time_machine.travel(now + timedelta(seconds=61), tick=False):
        response = look(client, event, code=photo)

    assert response.status_code == 410
    assert COOKIE not in response.cookies
    assert client.get(here(event)).status_code == 410


def test_phone_has_ten_minutes_to_say_who(event: Event, client: Client) -> None:
    row, now = comer(event), timezone.now()
    look(client, event)

    with time_machine.travel(now + timedelta(minutes=9), tick=False):
        assert client.get(here(event)).status_code == 200
    with time_machine.travel(now + timedelta(minutes=11), tick=False):
        assert client.post(here(event), {"who": row.code}).status_code == 410
    assert not is_in(row)


@pytest.mark.parametrize("minutes", [-31, 181])
def test_outside_the_window_the_code_opens_nothing(
    event: Event, client: Client, minutes: int
) -> None:
    with time_machine.travel(event.start + timedelta(minutes=minutes), tick=False):
        assert look(client, event).status_code == 410


def test_scan_at_one_event_is_none_at_another(event: Event, client: Client, tree: Tree) -> None:
    other = event_factory(start=event.start)
    row = comer(other)
    look(client, event)

    assert client.post(here(other), {"who": row.code}).status_code == 410
    assert not is_in(row)


@pytest.mark.parametrize("forged", ["x", "{key}.abc", "{key}.abc:1:sig"])
def test_cookie_that_we_did_not_sign_is_none(event: Event, client: Client, forged: str) -> None:
    row = comer(event)
    client.cookies[COOKIE] = forged.format(key=event.key.hex)

    assert client.post(here(event), {"who": row.code}).status_code == 410
    assert not is_in(row)


def test_nobody_says_so_without_a_scan(event: Event, client: Client) -> None:
    row = comer(event)
    account(client, row)

    assert client.get(here(event)).status_code == 410
    assert client.post(here(event)).status_code == 410
    assert not is_in(row)


def test_event_that_is_not_on_the_site_is_not_there(event: Event, client: Client) -> None:
    Event.objects.filter(pk=event.pk).update(visible=False)

    assert look(client, event).status_code == 404


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_screen_shows_a_square_that_works(event: Event, client: Client, lang: str) -> None:
    user = User.objects.create_user("jikke@brink.example")
    TeamMember.objects.create(event=event, user=user, role="check-in")
    client.force_login(user, backend=BACKEND)
    with translation.override(lang):
        address = reverse("events:room-screen", args=[event.key])

    response = client.get(address)

    assert "<svg" in response.context["qr"]
    assert 1 <= response.context["seconds"] <= 30
    assert f'<meta http-equiv="refresh" content="{response.context["seconds"]}">' in (
        response.content.decode()
    )
    assert event.room_secret not in response.content.decode()


def test_screen_shows_no_square_before_its_time(tree: Tree, client: Client) -> None:
    later = event_factory()
    person = person_factory()
    user = User.objects.create_user(person.email, is_superuser=True)
    client.force_login(user, backend=BACKEND)

    response = client.get(reverse("events:room-screen", args=[later.key]))

    assert response.status_code == 200
    assert "<svg viewBox" not in response.content.decode()
    assert 'class="qr' not in response.content.decode()
