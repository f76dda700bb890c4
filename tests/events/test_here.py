""" "I am here": scan the screen in the room, and say who you are."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from brink.home.models import HomePage
from brink.people.models import User
from events.door.room import COOKIE, code_at
from events.models import Event, Registration, TeamMember
from events.places import BusyError
from events.views import here as view
from tests.events.test_check_in_pages import comer, is_in
from tests.factories.events import event_factory, person_factory

Tree = dict[str, HomePage]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def event(tree: Tree) -> Event:
    """It began half an hour ago."""
    return event_factory(start=timezone.now() - timedelta(minutes=30), title="Kaas maken")


def look(client: Client, event: Event, lang: str = "nl", code: str = "") -> Any:
    with translation.override(lang):
        code = code or code_at(event, timezone.now())
        return client.get(reverse("events:look", args=[event.key, code]))


def here(event: Event, lang: str = "nl") -> str:
    with translation.override(lang):
        return reverse("events:here", args=[event.key])


def body(response: Any) -> str:
    """What a reader sees of it, without what differs each time."""
    return re.sub(r'csrfmiddlewaretoken" value="\\w+"', "", response.content.decode())


def account(client: Client, row: Registration) -> User:
    user = User.objects.create_user(row.email)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.force_login(user, backend=BACKEND)
    return user


# The scan


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


# Who it is


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_account_says_it_with_one_button(event: Event, client: Client, lang: str) -> None:
    row = comer(event)
    account(client, row)
    look(client, event, lang)

    assert "Femke van der Zee" in client.get(here(event, lang)).content.decode()
    assert not is_in(row)
    response = client.post(here(event, lang), follow=True)

    assert (response.status_code, response.context["outcome"]) == (200, "in")
    assert response.redirect_chain == [(f"{here(event, lang)}?said", 302)]
    assert is_in(row)
    line = row.check_ins.get()
    assert (line.how, line.by) == ("room", None)


def test_own_code_says_it_without_account(event: Event, client: Client) -> None:
    row = comer(event)
    look(client, event)

    who = f" {row.code[:4].lower()}-{row.code[4:]} "
    response = client.post(here(event), {"who": who}, follow=True)

    assert response.context["outcome"] == "in"
    assert is_in(row)


def test_address_says_it_in_whatever_letters(event: Event, client: Client) -> None:
    row = comer(event)
    look(client, event)

    client.post(here(event), {"who": row.email.upper()})

    assert is_in(row)


@pytest.mark.parametrize("state", ["confirmed", "waiting", "pending", "cancelled", "unconfirmed"])
def test_answer_to_an_address_never_tells_whether_it_is_known(event: Event, state: str) -> None:
    row = comer(event, state)
    known, unknown = Client(), Client()
    for each in (known, unknown):
        look(each, event)

    answers = [
        known.post(here(event), {"who": row.email}, follow=True),
        unknown.post(here(event), {"who": "niemand@nergens.example"}, follow=True),
    ]

    assert answers[0].status_code == answers[1].status_code == 200
    assert body(answers[0]) == body(answers[1])
    assert dict(answers[0].headers) == dict(answers[1].headers)
    after = [each.post(here(event), {"who": "nog@een.example"}) for each in (known, unknown)]
    assert body(after[0]) == body(after[1])
    assert is_in(row) is (state == "confirmed")


def test_answer_to_an_address_is_the_same_while_we_are_busy(
    event: Event, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_any: Any) -> None:
        raise BusyError

    row = comer(event)
    look(client, event)
    monkeypatch.setattr(view, "check_in", refuse)

    response = client.post(here(event), {"who": row.email}, follow=True)

    assert (response.status_code, response.context["outcome"]) == (200, "")
    assert not is_in(row)


def test_page_that_says_so_is_not_there_for_who_said_nothing(event: Event, client: Client) -> None:
    look(client, event)

    assert 'name="who"' in client.get(f"{here(event)}?said").content.decode()


def test_who_waits_is_sent_to_the_door(event: Event, client: Client) -> None:
    row = comer(event, "waiting")
    look(client, event)

    response = client.post(here(event), {"who": row.code}, follow=True)

    assert response.context["outcome"] == "waiting"
    assert not is_in(row)


def test_double_click_is_one_answer(event: Event, client: Client) -> None:
    row = comer(event)
    look(client, event)

    answers = [client.post(here(event), {"who": row.code}, follow=True) for _n in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert body(answers[0]) == body(answers[1])


@pytest.mark.parametrize("by", ["code", "email"])
def test_one_phone_is_good_for_one_person(event: Event, client: Client, by: str) -> None:
    """Also when it scans again; one that scans ten minutes later may be lent."""
    first, second = comer(event), comer(event)
    look(client, event)
    client.post(here(event), {"who": getattr(first, by)})

    for _scans in range(2):
        response = client.post(here(event), {"who": getattr(second, by)})
        assert response.status_code == 409
        look(client, event)
    assert (is_in(first), is_in(second)) == (True, False)

    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        look(client, event)
        client.post(here(event), {"who": getattr(second, by)})
    assert is_in(second)


@pytest.mark.parametrize("who", ["", " ", "7K2M", "femke@", "AAAA-AAAA"])
def test_what_is_nobody_is_asked_again_and_uses_nothing_up(
    event: Event, client: Client, who: str
) -> None:
    row = comer(event)
    look(client, event)

    assert client.post(here(event), {"who": who}).status_code == 422
    client.post(here(event), {"who": row.code})

    assert is_in(row)


def test_code_of_another_event_is_nobody(event: Event, client: Client, tree: Tree) -> None:
    stranger = comer(event_factory(start=event.start))
    look(client, event)

    assert client.post(here(event), {"who": stranger.code}).status_code == 422


def test_codes_cannot_be_tried_one_after_another(event: Event, client: Client) -> None:
    row = comer(event)
    look(client, event)

    answers = [client.post(here(event), {"who": "AAAA-AAAA"}).status_code for _n in range(6)]

    assert answers == [422] * 5 + [429]
    look(client, event)
    assert client.post(here(event), {"who": row.code}).status_code == 429
    assert not is_in(row)


def test_network_is_limited_as_well(event: Event, client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {view.LIMIT: "1/h/ip"}

    for wanted in (422, 429):
        look(client, event)
        assert client.post(here(event), {"who": "AAAA-AAAA"}).status_code == wanted


def test_account_may_say_that_it_is_somebody_else(event: Event, client: Client) -> None:
    mine, other = comer(event), comer(event)
    account(client, mine)
    look(client, event)

    client.post(here(event), {"who": other.code})

    assert (is_in(mine), is_in(other)) == (False, True)


@pytest.mark.parametrize("name", ["here", "look"])
@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_refused(event: Event, client: Client, name: str, method: str) -> None:
    args = [event.key] if name == "here" else [event.key, code_at(event, timezone.now())]

    assert getattr(client, method)(reverse(f"events:{name}", args=args)).status_code == 405


def test_post_of_another_site_is_refused(event: Event) -> None:
    strict, row = Client(enforce_csrf_checks=True), comer(event)
    look(strict, event)

    assert strict.post(here(event), {"who": row.code}).status_code == 403


# The screen


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
