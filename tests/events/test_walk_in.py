"""Who comes to the door without a place gets one there."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from brink.people.models import User
from events.models import Event
from tests.events.entrance import Tree, comer, event, host, is_in, log_in, page, told
from tests.factories.events import event_factory

__all__ = ["event", "host"]  # fixtures

WALK_IN = {"given": "Hidde", "infix": "", "family": "Post", "organisation": "De Kade", "email": ""}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("email", ["", "Hidde@Kade.example"])
def test_walk_in_gets_a_place_beyond_what_fits_once(
    event: Event, host: User, client: Client, lang: str, email: str
) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=1)
    comer(event)
    address = page(event, "walk-in", lang)
    once = {**WALK_IN, "email": email, "uid": str(uuid4())}

    responses = [client.post(address, once) for _n in range(2)]

    assert [r.headers["Location"] for r in responses] == [page(event, lang=lang)] * 2
    row = event.registrations.get(person__given="Hidde")
    assert (row.state, row.email, is_in(row)) == ("confirmed", email.lower(), True)
    assert [line.how for line in row.check_ins.all()] == ["walk-in"]
    event.refresh_from_db()
    assert (event.taken, event.capacity) == (2, 1)
    assert "Hidde Post" in told(client, page(event, lang=lang))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ["Vul de voornaam in.", "Vul de achternaam in."]),
        ("en", ["Enter the first name.", "Enter the last name."]),
    ],
)
def test_walk_in_without_a_name_says_what_to_fill_in(
    event: Event, host: User, client: Client, lang: str, words: list[str]
) -> None:
    empty = {**WALK_IN, "given": "", "family": "", "uid": str(uuid4())}

    response = client.post(page(event, "walk-in", lang), empty)

    assert response.status_code == 422
    shown = BeautifulSoup(response.content, "html.parser")
    errors = [line.get_text(" ", strip=True) for line in shown.select(".field__error")]
    assert [text.split(": ", 1)[-1] for text in errors] == words


def test_two_without_an_address_are_two(event: Event, host: User, client: Client) -> None:
    for _n in range(2):
        client.post(page(event, "walk-in"), {**WALK_IN, "uid": str(uuid4())})

    assert event.registrations.filter(checked_in__isnull=False).count() == 2


def test_walk_in_who_waited_by_the_same_address_gets_a_place(
    event: Event, host: User, client: Client
) -> None:
    row = comer(event, "waiting")

    client.post(page(event, "walk-in"), {**WALK_IN, "email": row.email, "uid": str(uuid4())})

    assert is_in(row)
    assert (row.state, event.registrations.count()) == ("confirmed", 1)


def test_walk_in_at_a_hybrid_event_says_where(event: Event, host: User, client: Client) -> None:
    Event.objects.filter(pk=event.pk).update(presence="hybrid")

    client.post(page(event, "walk-in"), {**WALK_IN, "uid": str(uuid4()), "seat": "online"})

    assert event.registrations.get().seat == "online"


@pytest.mark.parametrize(
    "wrong", [{"given": ""}, {"family": " "}, {"email": "x"}, {"uid": "x"}, {"given": "www.x.nl"}]
)
def test_walk_in_without_a_proper_name_is_asked_again(
    event: Event, host: User, client: Client, wrong: dict[str, str]
) -> None:
    form = {**WALK_IN, "uid": str(uuid4()), **wrong}

    assert client.post(page(event, "walk-in"), form).status_code == 422
    assert event.registrations.count() == 0


def test_nobody_walks_in_on_another_day(tree: Tree, client: Client) -> None:
    later = event_factory()
    log_in(client, later)

    client.post(page(later, "walk-in"), {**WALK_IN, "uid": str(uuid4())})

    assert later.registrations.count() == 0
    assert "notice--roof" in told(client, page(later))
