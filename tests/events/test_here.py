""" "I am here": who says so on a phone that scanned the screen in the room."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.door.room import code_at
from events.models import Event
from events.places import BusyError
from events.views import here as view
from tests.events.entrance import Tree, comer, event, is_in
from tests.events.room import account, here, look
from tests.factories.events import event_factory

__all__ = ["event"]  # fixture


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
    assert answers[0].content == answers[1].content
    assert dict(answers[0].headers) == dict(answers[1].headers)
    after = [each.post(here(event), {"who": "nog@een.example"}) for each in (known, unknown)]
    assert after[0].content == after[1].content
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
    assert answers[0].content == answers[1].content


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
