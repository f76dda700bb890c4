"""How somebody stands, on the page behind the link of each mail; and what they can change there."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from events import links
from events.models import Event, Needs, Registration
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")
LANGS = pytest.mark.parametrize("lang", ["nl", "en"])


def page_at(client: Client, action: str, registration: Registration, lang: str = "en") -> Any:
    with translation.override(lang):
        response = client.get(links.path(action, registration))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def post(client: Client, action: str, registration: Registration, **data: Any) -> Any:
    with translation.override("en"):
        return client.post(links.path(action, registration), data)


HEADINGS = {
    "confirmed": "See you on",
    "waiting": "You are on the waiting list",
    "offered": "A place is free for you",
    "pending": "The organiser decides",
    "lapsed": "The place went to the next",
    "refused": "There is no place for you",
    "cancelled": "You are not coming",
    "unconfirmed": "Is this you?",
    "expired": "Is this you?",
}


@LANGS
@pytest.mark.parametrize("state", State.values)
def test_each_state_has_a_page_of_its_own(client: Client, state: str, lang: str) -> None:
    held = timezone.now() + timedelta(hours=2) if state == "offered" else None
    registration = registration_factory(event_factory(lang, capacity=3), state, held_until=held)
    page = page_at(client, "confirm", registration, lang)
    if lang == "en":
        assert HEADINGS[state] in page.h1.text
    assert len(page.select("main .lead")) == 1
    is_question = state in ("unconfirmed", "expired")
    assert bool(page.select("main form[method=post]:not([action])")) == is_question
    assert all(form.select("[name=csrfmiddlewaretoken]") for form in page.select("main form"))


def test_page_of_who_waits_says_which_list_and_what_it_depends_on(client: Client) -> None:
    event = event_factory("en", presence="hybrid", capacity=1, online_capacity=1)
    registration_factory(event)
    registration_factory(event, seat="online")
    registration_factory(event, "waiting")
    online = registration_factory(event, "waiting", seat="online")
    text = page_at(client, "confirm", online).main.text
    assert "You are number 1 for a place online" in text
    assert "a list of their own" in text
    assert "A group that wants to stay together" in text


@pytest.mark.parametrize(("answer", "kept"), [("yes", True), ("no", False)])
def test_last_hours_are_answered_by_post_alone(client: Client, answer: str, kept: bool) -> None:
    event = event_factory(capacity=1)
    registration_factory(event)
    waiting = registration_factory(event, "waiting", is_flexible=not kept)
    path = links.path("last-hours", waiting)
    for method in (client.head, client.get):
        assert method(path, {"answer": answer}).status_code == 302
    assert client.post(path, {"answer": "maybe"}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.is_flexible is not kept
    for _twice in range(2):
        assert client.post(path, {"answer": answer}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.is_flexible is kept
    assert waiting.history.count() == 1
    assert client.put(path).status_code == 405
    assert client.post(path[:-5] + "/", {"answer": answer}).status_code == 404


def test_yes_within_the_last_hours_brings_an_offer_at_once(client: Client) -> None:
    event = event_factory(capacity=1, start=timezone.now() + timedelta(hours=6))
    waiting = registration_factory(event, "waiting")
    client.post(links.path("last-hours", waiting), {"answer": "yes"})
    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED


def test_who_does_not_wait_has_no_answer_for_the_last_hours(client: Client) -> None:
    coming = registration_factory(event_factory(capacity=1))
    client.post(links.path("last-hours", coming), {"answer": "yes"})
    coming.refresh_from_db()
    assert not coming.is_flexible


@pytest.fixture
def both_ways() -> Event:
    return event_factory("en", presence="hybrid", capacity=2, online_capacity=1)


def test_place_is_switched_and_switched_back(client: Client, both_ways: Event) -> None:
    mine = registration_factory(both_ways)
    for seat in ("online", "online", "room"):
        page = page_at(client, "switch", mine)
        assert "comes free" in page.main.text
        for method in (client.head, client.get):
            assert method(links.path("switch", mine)).status_code == 200
        assert post(client, "switch", mine, seat=seat).status_code == 302
        mine.refresh_from_db()
        assert mine.seat == seat
    assert page.select_one("main form button")["value"] == "room"
    assert list(mine.history.values_list("what", flat=True)) == ["seat", "seat"]


def test_place_that_is_taken_meanwhile_is_refused_with_a_way_on(
    client: Client, both_ways: Event
) -> None:
    mine = registration_factory(both_ways)
    assert page_at(client, "switch", mine).select("main form")
    registration_factory(both_ways, seat="online", state="confirmed")
    Event.objects.filter(pk=both_ways.pk).update(online_taken=1)
    response = post(client, "switch", mine, seat="online")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 409
    assert "All places online are taken." in page.select_one("main [role=alert]").text
    assert "its waiting list" in page.select_one("main [role=alert]").text
    mine.refresh_from_db()
    assert mine.seat == "room"


def test_who_waits_takes_the_free_place_of_the_other_kind(client: Client, both_ways: Event) -> None:
    registration_factory(both_ways)
    registration_factory(both_ways)
    mine = registration_factory(both_ways, "waiting")
    assert page_at(client, "confirm", mine).select("main a[href*='/switch/']")
    post(client, "switch", mine, seat="online")
    mine.refresh_from_db()
    assert (mine.seat, mine.state) == ("online", State.CONFIRMED)
    assert set(mine.history.values_list("what", flat=True)) == {"seat", "confirmed"}


@pytest.mark.parametrize("seat", ["", "balcony", None])
def test_unknown_kind_of_place_asks_again(client: Client, both_ways: Event, seat: Any) -> None:
    mine = registration_factory(both_ways)
    data = {} if seat is None else {"seat": seat}
    assert post(client, "switch", mine, **data).status_code == 422


@pytest.mark.parametrize(
    ("state", "facts"),
    [
        ("cancelled", {}),
        ("unconfirmed", {}),
        ("offered", {}),
        ("confirmed", {"status": "cancelled"}),
        ("confirmed", {"presence": "room"}),
        ("confirmed", {"closes": timezone.now() - timedelta(days=1)}),
    ],
)
def test_switch_page_says_why_it_cannot_be(
    client: Client, both_ways: Event, state: str, facts: dict
) -> None:
    held = timezone.now() + timedelta(hours=2) if state == "offered" else None
    mine = registration_factory(both_ways, state, held_until=held)
    Event.objects.filter(pk=both_ways.pk).update(**facts)
    page = page_at(client, "switch", mine)
    assert not page.select("main form")
    assert page.select_one("main a.button")
    assert not page_at(client, "confirm", mine).select("main a[href*='/switch/']")


def test_who_has_come_in_stays_where_they_are(client: Client, both_ways: Event) -> None:
    mine = registration_factory(both_ways, checked_in=timezone.now())
    assert not page_at(client, "confirm", mine).select("main a[href*='/switch/']")

    response = post(client, "switch", mine, seat="online")

    mine.refresh_from_db()
    assert (response.status_code, mine.seat) == (409, "room")
    assert "come in already" in response.content.decode()


def test_who_would_pass_a_queue_reads_that_others_wait(client: Client, both_ways: Event) -> None:
    """There is a free place, kept for a group that stays together."""
    mine = registration_factory(both_ways)
    Event.objects.filter(pk=both_ways.pk).update(online_capacity=2, online_waiting=3)
    registration_factory(both_ways, "waiting", seat="online")

    text = page_at(client, "switch", mine).select_one("main").text

    assert "Others wait for a place online" in text


def test_agenda_links_to_the_other_kind_of_place(client: Client, both_ways: Event) -> None:
    mine = registration_factory(both_ways)
    assert page_at(client, "my-agenda", mine).select("main a[href*='/switch/']")


@pytest.fixture
def asked() -> Registration:
    event = event_factory("en", capacity=9, asks_diet=True, needs_approval=True)
    words = {"label_nl": "Werkplaats", "label_en": "Workshop", "is_required": True}
    options = ["Hout | Wood | 1", "Klei | Clay | 1"]
    question = event.questions.create(code="q", kind="choice", options=options, **words)
    mine = registration_factory(event, approved=timezone.now())
    question.answers.create(registration=mine, value="hout")
    return mine


def test_answers_are_shown_as_they_were_given(client: Client, asked: Registration) -> None:
    Needs.objects.create(registration=asked, diet="geen noten")
    page = page_at(client, "answers", asked)
    assert page.select_one("[name=question-q][checked]")["value"] == "hout"
    assert not page.select("[name=question-q][disabled]"), "one's own place is not full"
    assert page.select_one("[name=diet]")["value"] == "geen noten"
    assert "decides anew" in page.select_one("main .notice").text
    assert page_at(client, "confirm", asked).select("main a[href*='/answers/']")


def test_changed_answer_goes_back_to_the_organiser(client: Client, asked: Registration) -> None:
    for _twice in range(2):
        assert post(client, "answers", asked, **{"question-q": "klei"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.approved) == (State.PENDING, None)
    assert asked.answers.get().value == "klei"
    assert list(asked.history.values_list("what", flat=True)) == ["answers", "pending"]


def test_same_answers_and_other_needs_ask_nobody(client: Client, asked: Registration) -> None:
    typed = {"question-q": "hout", "diet": "geen noten", "diet_consent": "on"}
    post(client, "answers", asked, **typed)
    asked.refresh_from_db()
    assert asked.state == State.CONFIRMED
    assert asked.needs.diet == "geen noten"
    post(client, "answers", asked, **{"question-q": "hout"})
    assert not Needs.objects.exists()


def test_answers_that_are_not_right_are_said_and_kept(client: Client, asked: Registration) -> None:
    assert post(client, "answers", asked).status_code == 422
    typed = {"question-q": "hout", "diet": "geen noten"}
    assert post(client, "answers", asked, **typed).status_code == 422
    other = registration_factory(asked.event)
    asked.event.questions.get().answers.create(registration=other, value="klei")
    response = post(client, "answers", asked, **{"question-q": "klei"})
    assert response.status_code == 409
    assert asked.answers.get().value == "hout"


@pytest.mark.parametrize("state", ["cancelled", "unconfirmed", "refused"])
def test_answers_of_who_does_not_come_are_closed(
    client: Client, asked: Registration, state: str
) -> None:
    Registration.objects.filter(pk=asked.pk).update(state=state)
    assert not page_at(client, "answers", asked).select("main form")
    assert post(client, "answers", asked, **{"question-q": "klei"}).status_code == 409
    assert asked.answers.get().value == "hout"


def test_pages_refuse_strangers_and_wrong_methods(client: Client, both_ways: Event) -> None:
    mine = registration_factory(both_ways)
    for action in ("switch", "answers", "last-hours"):
        assert client.delete(links.path(action, mine)).status_code == 405
        forged = reverse(f"events:{action}", args=[links.token("confirm", mine)])
        assert client.get(forged).status_code == client.post(forged).status_code == 404
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(links.path(action, mine)).status_code == 403


@LANGS
def test_page_tells_what_else_goes_on_then(client: Client, lang: str) -> None:
    event, same = event_factory(lang), event_factory(lang)
    mine = registration_factory(event)
    registration_factory(same, email=mine.email)
    page = page_at(client, "confirm", mine, lang)
    assert len(page.select("main .notice li a")) == 1
    stranger = registration_factory(event)
    assert not page_at(client, "confirm", stranger, lang).select("main .notice")
