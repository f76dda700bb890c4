"""An offer of a place, as its reader meets it: opened, taken, left, over."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from brink.jobs.runner import run_due
from events import links
from events.models import Event, Registration
from events.offers import TIME_TO_ANSWER
from events.registration import cancel
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")
LANGS = pytest.mark.parametrize("lang", ["nl", "en"])


@pytest.fixture
def offered() -> Registration:
    """Somebody who is first in a queue of two, and whom a place is offered."""
    event = event_factory("en", capacity=1, organiser_email="lectoraat@b.example")
    first = registration_factory(event)
    second = registration_factory(event, "waiting")
    registration_factory(event, "waiting")
    cancel(first)
    second.refresh_from_db()
    assert second.state == State.OFFERED
    return second


def read(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def states(event: Event) -> list[str]:
    return list(event.registrations.order_by("position").values_list("state", flat=True))


@LANGS
def test_opening_the_link_changes_nothing(client: Client, offered: Registration, lang: str) -> None:
    before = Registration.objects.values().order_by("pk")
    path = links.path("offer", offered).replace("/nl/aanbod/", "/en/offer/")
    seen = list(before.all())
    for method in (client.head, client.get, client.get, client.head, client.get):
        assert method(path, headers={"Sec-Purpose": "prefetch"}).status_code == 200
    assert list(before.all()) == seen
    page = read(client.get(path))
    assert page.h1.text == "A place is free for you"
    assert [b["value"] for b in page.select("main form button")] == ["accept", "decline"]


def test_place_is_taken_and_taken_again(client: Client, offered: Registration) -> None:
    path = links.path("offer", offered)
    for _twice in range(2):
        response = client.post(path, {"answer": "accept"}, follow=True)
        assert response.status_code == 200
    assert states(offered.event) == [State.CANCELLED, State.CONFIRMED, State.WAITING]
    page = read(client.get(path))
    assert not page.select("main form")
    assert client.post(path, {"answer": "decline"}).status_code == 302
    assert states(offered.event)[1] == State.CONFIRMED, "who took it, cancels by another page"


def test_place_that_is_left_goes_to_the_next(client: Client, offered: Registration) -> None:
    path = links.path("offer", offered)
    for _twice in range(2):
        assert client.post(path, {"answer": "decline"}, follow=True).status_code == 200
    assert states(offered.event) == [State.CANCELLED, State.CANCELLED, State.OFFERED]
    response = client.post(path, {"answer": "accept"})
    assert response.status_code == 409
    assert read(response).select("main [role=alert]")


@LANGS
def test_offer_that_is_over_says_what_one_can_do(
    client: Client, offered: Registration, lang: str
) -> None:
    path = links.path("offer", offered).replace("/nl/aanbod/", f"/{lang}/aanbod/")
    path = path.replace("/en/aanbod/", "/en/offer/")
    with time_machine.travel(timezone.now() + TIME_TO_ANSWER + timedelta(minutes=1)):
        assert not read(client.get(path)).select("main form")
        response = client.post(path, {"answer": "accept"})
        assert response.status_code == 409
        assert read(response).select_one("main a.button")
        run_due()
    assert states(offered.event) == [State.CANCELLED, State.LAPSED, State.OFFERED]


def test_offer_for_an_event_that_is_off_is_over(client: Client, offered: Registration) -> None:
    Event.objects.update(status="cancelled")
    path = links.path("offer", offered).replace("/nl/aanbod/", "/en/offer/")
    assert "cancelled" in read(client.get(path)).h1.text
    assert client.post(path, {"answer": "accept"}).status_code == 409
    assert states(offered.event)[1] == State.OFFERED


@pytest.mark.parametrize("answer", [{}, {"answer": "maybe"}])
def test_post_without_an_answer_asks_again(
    client: Client, offered: Registration, answer: dict
) -> None:
    response = client.post(links.path("offer", offered), answer)
    assert response.status_code == 200
    assert states(offered.event)[1] == State.OFFERED


def test_stranger_and_wrong_method_get_nothing(client: Client, offered: Registration) -> None:
    path = links.path("offer", offered)
    other = links.path("confirm", offered).rstrip("/").rpartition("/")[2]
    forged = path.replace(path.rstrip("/").rpartition("/")[2], other)
    for method in (client.get, client.post):
        assert method(forged).status_code == 404
    for method in (client.put, client.delete, client.patch):
        assert method(path).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"answer": "accept"}).status_code == 403
    assert states(offered.event)[1] == State.OFFERED


def test_page_of_a_registration_leads_to_its_offer(client: Client, offered: Registration) -> None:
    for action in ("confirm", "my-agenda"):
        page = read(client.get(links.path(action, offered)))
        found = [link["href"] for link in page.select("main a") if "/aanbod/" in link["href"]]
        assert links.read("offer", found[0].rstrip("/").rpartition("/")[2]) == offered
