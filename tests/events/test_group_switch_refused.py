"""What the contact of a group reads who cannot switch a place, and what they can do then."""

import pytest
from django.core import mail
from django.test import Client

from brink.jobs.runner import run_due
from events.groups.booking import Guest
from events.groups.contact import add_guests, rename
from events.models import Event, Registration
from events.registration import cancel
from tests.events.groups import group, last, states_of
from tests.events.test_group_switch import ONLINE, ROOM, alert, path, said, seats_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def event() -> Event:
    return event_factory("en", presence="hybrid", capacity=3, online_capacity=2)


def test_switch_that_could_not_be_mailed_is_refused_beforehand(
    client: Client, event: Event
) -> None:
    booking = group(event, 2, language="en")
    rename(last(booking), Guest("Jan", "", "Boer", "jan@b.example"))
    assert client.post(path(last(booking)), {"seat": ONLINE}).status_code == 302
    response = client.post(path(last(booking)), {"seat": ROOM})
    assert response.status_code == 422
    assert "Try again in an hour" in alert(response)
    assert seats_of(booking) == [ROOM, ONLINE]
    run_due()
    to_jan = [letter.body for letter in mail.outbox if letter.to == ["jan@b.example"]]
    assert "De Lichtkamer" not in to_jan[-1]


@pytest.mark.parametrize(("taken", "seat"), [(0, ROOM), (3, ONLINE)])
def test_one_more_comes_to_the_room_as_long_as_it_has_place(
    event: Event, taken: int, seat: str
) -> None:
    booking = group(event, 1, seat="online", comes=False)
    for _n in range(taken):
        registration_factory(event)
    add_guests(booking, [Guest()])
    assert seats_of(booking) == [ONLINE, seat]


def test_refusal_says_what_one_can_do_instead(client: Client, event: Event) -> None:
    row = last(group(event, 2))
    for _n in range(2):
        registration_factory(event, seat="online")
    Event.objects.filter(pk=event.pk).update(online_taken=2)
    instead = "look here again later"
    assert instead in said(client.get(path(row)))
    assert instead in alert(client.post(path(row), {"seat": ONLINE}))


def test_offer_is_answered_first(client: Client) -> None:
    event = event_factory("en", presence="hybrid", capacity=2, online_capacity=2)
    holders = [registration_factory(event) for _n in range(2)]
    booking = group(event, 2)
    for row in holders:
        cancel(row)
    assert states_of(booking) == [State.OFFERED] * 2
    assert "Answer that first" in alert(client.post(path(last(booking)), {"seat": ONLINE}))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.LAPSED, {"nl": "niemand antwoordde op tijd", "en": "nobody answered in time"}),
        (State.EXPIRED, {"nl": "nooit bevestigd", "en": "was never confirmed"}),
    ],
)
def test_place_that_ran_out_is_not_said_to_be_given_up(
    client: Client, state: str, words: dict[str, str], lang: str
) -> None:
    event = event_factory(lang, presence="hybrid", capacity=3, online_capacity=2)
    row = last(group(event, 2, language=lang))
    Registration.objects.filter(pk=row.pk).update(state=state)
    for shown in (
        said(client.get(path(row, lang))),
        alert(client.post(path(row, lang), {"seat": ONLINE})),
    ):
        assert words[lang] in shown
        assert "given up" not in shown
        assert "afgemeld" not in shown
