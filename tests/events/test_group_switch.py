"""The contact of a group switches a place that nobody claimed between the room and online."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from brink.jobs.runner import run_due
from events import links, places
from events.groups import links as booking_links
from events.groups.booking import Guest
from events.groups.claiming import claim
from events.groups.contact import rename
from events.models import Booking, Event, Registration, Seat
from events.places import BusyError
from events.registration import cancel
from tests.events.groups import first, group, last, states_of
from tests.events.test_claiming import jan
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")
LANGS = pytest.mark.parametrize("lang", ["nl", "en"])
SWITCH = {"nl": "wisselen", "en": "switch"}
ONLINE, ROOM = Seat.ONLINE.value, Seat.ROOM.value


@pytest.fixture
def event() -> Event:
    return event_factory("en", presence="hybrid", capacity=3, online_capacity=2)


def path(row: Registration, lang: str = "en") -> str:
    assert row.booking is not None
    with translation.override(lang):
        return booking_links.path(row.booking, "group-place-switch", number=row.pk)


def page_of(client: Client, booking: Booking, lang: str = "en") -> BeautifulSoup:
    with translation.override(lang):
        response = client.get(booking_links.path(booking))
    return BeautifulSoup(response.content, "html.parser")


def said(response: HttpResponse) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return page.select_one("main").get_text(" ", strip=True)


def alert(response: HttpResponse) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return page.select_one("main [role=alert]").get_text(" ", strip=True)


def seats_of(booking: Booking) -> list[str]:
    return list(booking.registrations.order_by("position").values_list("seat", flat=True))


@LANGS
def test_place_is_switched_and_switched_back_without_a_script(client: Client, lang: str) -> None:
    event = event_factory(lang, presence="hybrid", capacity=3, online_capacity=2)
    booking = group(event, 3, language=lang)
    run_due()
    mail.outbox.clear()
    row = last(booking)
    for seat in (ONLINE, ROOM):
        link = page_of(client, booking, lang).select_one(
            f"#place-{row.pk} a[href$='/{row.pk}/{SWITCH[lang]}/']"
        )
        for method in (client.head, client.get):
            assert method(link["href"]).status_code == 200
        form = BeautifulSoup(client.get(link["href"]).content, "html.parser").select_one(
            "main form"
        )
        assert form.select_one("[name=csrfmiddlewaretoken]")
        button = form.select_one("button")
        assert button["value"] == seat
        for _twice in range(2):
            response = client.post(link["href"], {button["name"]: button["value"]})
            assert (response.status_code, SWITCH[lang] in response["Location"]) == (302, False)
        row.refresh_from_db()
        event.refresh_from_db()
        assert (row.seat, row.state) == (seat, State.CONFIRMED)
        assert (event.taken, event.online_taken) == (3, int(seat == ONLINE))
    assert list(row.history.filter(what="seat").values_list("note", flat=True)) == [ONLINE, ROOM]
    run_due()
    assert not mail.outbox, "the contact did it, and nobody was named"


def test_page_says_of_each_place_which_kind_it_is(client: Client, event: Event) -> None:
    booking = group(event, 3)
    client.post(path(last(booking)), {"seat": ONLINE})
    words = [place.get_text(" ") for place in page_of(client, booking).select(".group-place")]
    assert ["Online" in text for text in words] == [False, False, True]


@pytest.mark.parametrize("n", [2, 5])
def test_page_of_an_event_held_both_ways_asks_no_more_of_the_database(
    client: Client, n: int, django_assert_num_queries: Any
) -> None:
    booking = group(event_factory("en", presence="hybrid", capacity=9, online_capacity=9), n)
    page_of(client, booking)
    with django_assert_num_queries(11):
        assert len(page_of(client, booking).select("a[href*='/switch/']")) == n - 1


def test_question_takes_few_queries(
    client: Client, event: Event, django_assert_num_queries: Any
) -> None:
    row = last(group(event, 3))
    client.get(path(row))
    with django_assert_num_queries(7):
        client.get(path(row))


def test_place_in_the_room_that_comes_free_is_offered_to_who_waits(
    client: Client, event: Event
) -> None:
    booking = group(event, 3)
    waiting = registration_factory(event, "waiting")
    client.post(path(last(booking)), {"seat": ONLINE})
    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED


def test_who_waits_has_a_place_at_once_where_there_is_one(client: Client, event: Event) -> None:
    for _n in range(3):
        registration_factory(event)
    booking = group(event, 2)
    assert states_of(booking) == [State.WAITING] * 2
    row = last(booking)
    assert "leaves the waiting list" in said(client.get(path(row)))
    client.post(path(row), {"seat": ONLINE})
    assert (states_of(booking), seats_of(booking)) == (
        [State.WAITING, State.CONFIRMED],
        [ROOM, ONLINE],
    )


def test_where_the_organiser_decides_a_place_online_waits_for_that(client: Client) -> None:
    event = event_factory(presence="hybrid", capacity=3, online_capacity=2, needs_approval=True)
    booking = group(event, 2)
    client.post(path(last(booking)), {"seat": ONLINE})
    assert (states_of(booking), seats_of(booking)) == ([State.PENDING] * 2, [ROOM, ONLINE])


@LANGS
def test_who_was_named_reads_anew_where_it_is(client: Client, lang: str) -> None:
    event = event_factory(lang, presence="hybrid", capacity=3, online_capacity=2)
    booking = group(event, 2, language=lang)
    rename(last(booking), Guest("Jan", "", "Boer", "jan@b.example"))
    run_due()
    mail.outbox.clear()
    client.post(path(last(booking), lang), {"seat": ONLINE})
    run_due()
    [letter] = mail.outbox
    assert letter.to == ["jan@b.example"]
    assert "Online" in letter.body
    assert "De Lichtkamer" not in letter.body


FULL = {"nl": "Alle plaatsen online zijn bezet.", "en": "All places online are taken."}
QUEUE = {"nl": "Anderen wachten op een plaats online.", "en": "Others wait for a place online."}
CLOSED = {"nl": "De aanmelding is gesloten", "en": "Registration is closed"}
PAST = {"nl": "Dit evenement is voorbij.", "en": "This event is over."}
OFF = {"nl": "gaat niet door", "en": "This event is cancelled."}
REFUSED = {"nl": "heeft deze plaats niet gegeven", "en": "did not give this place"}
UNCONFIRMED = {"nl": "Bevestig eerst", "en": "Confirm the group first"}
OWN = {"nl": "Diegene kiest zelf", "en": "They choose themselves"}
GONE = {"nl": "Deze plaats was al afgemeld", "en": "This place was given up already."}
ONE_WAY = {"nl": "maar op één manier mee", "en": "in one way only"}
PRESENT = {"nl": "is al binnen", "en": "has come in already"}


def fill(event: Event, row: Registration) -> None:
    for _n in range(2):
        registration_factory(event, seat="online")
    Event.objects.filter(pk=event.pk).update(online_taken=2)


def put_somebody_first(event: Event, row: Registration) -> None:
    """A place online is free, and a group that stays together waits for two."""
    registration_factory(event, seat="online")
    Event.objects.filter(pk=event.pk).update(online_taken=1)
    group(event, 2, email="ander@b.example", seat="online", comes=False)


def update(**fields: Any) -> Any:
    return lambda event, row: Event.objects.filter(pk=event.pk).update(**fields)


def stand(state: str) -> Any:
    return lambda event, row: Registration.objects.filter(pk=row.pk).update(state=state)


def long_ago(event: Event, row: Registration) -> None:
    start = timezone.now() - timedelta(days=2)
    Event.objects.filter(pk=event.pk).update(start=start, end=start + timedelta(hours=2))


def come_in(event: Event, row: Registration) -> None:
    Registration.objects.filter(pk=row.pk).update(checked_in=timezone.now())


BARS = {
    "full": (fill, FULL),
    "queue": (put_somebody_first, QUEUE),
    "closed": (update(closes=timezone.now() - timedelta(hours=1)), CLOSED),
    "past": (long_ago, PAST),
    "cancelled": (update(status="cancelled"), OFF),
    "refused": (stand(State.REFUSED), REFUSED),
    "unconfirmed": (stand(State.UNCONFIRMED), UNCONFIRMED),
    "claimed": (lambda event, row: claim(row, jan()), OWN),
    "gone": (lambda event, row: cancel(row), GONE),
    "one way": (update(presence="room"), ONE_WAY),
    "present": (come_in, PRESENT),
}


@LANGS
@pytest.mark.parametrize("case", BARS)
def test_what_cannot_be_is_said_and_changes_nothing(client: Client, case: str, lang: str) -> None:
    event = event_factory(lang, presence="hybrid", capacity=9, online_capacity=2)
    booking = group(event, 3, language=lang)
    row = last(booking)
    hinder, words = BARS[case]
    hinder(event, row)
    row.refresh_from_db()
    before = (row.seat, row.state, row.history.count())

    assert not page_of(client, booking, lang).select(
        f"#place-{row.pk} a[href$='/{row.pk}/{SWITCH[lang]}/']"
    )
    asked = client.get(path(row, lang))
    refused = client.post(path(row, lang), {"seat": ONLINE})

    assert (asked.status_code, refused.status_code) == (200, 409)
    assert words[lang] in said(asked)
    assert not BeautifulSoup(asked.content, "html.parser").select("main form")
    assert words[lang] in alert(refused)
    row.refresh_from_db()
    assert (row.seat, row.state, row.history.count()) == before


def test_place_in_a_full_room_is_refused_too(client: Client, event: Event) -> None:
    booking = group(event, 2, seat="online")
    for _n in range(3):
        registration_factory(event)
    assert "All places in the room are taken." in alert(
        client.post(path(last(booking)), {"seat": ROOM})
    )
    assert seats_of(booking) == [ONLINE, ONLINE]


def test_own_place_of_the_contact_is_switched_by_its_own_page(client: Client, event: Event) -> None:
    booking = group(event, 2)
    mine = first(booking)
    assert mine.claimed is not None
    assert not page_of(client, booking).select(f"#place-{mine.pk} a[href*='/switch/']")
    with time_machine.travel(timezone.now(), tick=False):  # a link has the second it was made in
        for response in (client.get(path(mine)), client.post(path(mine), {"seat": ONLINE})):
            assert response.status_code == 302
            assert response["Location"] == links.path("confirm", mine)
    assert seats_of(booking) == [ROOM, ROOM]


def test_stranger_wrong_method_and_nonsense(client: Client, event: Event) -> None:
    booking, other = group(event, 2), group(event, 1, email="ander@b.example")
    row = last(booking)
    assert client.put(path(row)).status_code == 405
    assert client.post(path(row), {"seat": "moon"}).status_code == 422
    assert client.post(path(row).replace(str(booking.uid.hex), "0" * 32)).status_code == 404
    theirs = path(row).replace(booking_links.token(booking), booking_links.token(other))
    assert client.post(theirs, {"seat": ONLINE}).status_code == 404
    assert Client(enforce_csrf_checks=True).post(path(row), {"seat": ONLINE}).status_code == 403
    assert seats_of(booking) == [ROOM, ROOM]


def test_while_it_is_busy_it_says_so(
    client: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = last(group(event, 2))

    def never_free(_event_id: int) -> None:
        raise BusyError

    monkeypatch.setattr(places, "lock", never_free)
    response = client.post(path(row), {"seat": ONLINE})
    assert (response.status_code, response["Retry-After"]) == (503, "10")
