"""What an event asks of who signs up: kind of place, own questions, diet and access."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from events.models import Answer, Event, Needs, Registration
from tests.events.signing_up import FILLED, account, page_of
from tests.factories.events import event_factory, registration_factory

State = Registration.State

pytestmark = pytest.mark.usefixtures("tree")


def ask(event: Event, **fields: Any) -> str:
    """A question of the event; gives the name of its field."""
    words = {"label_nl": "Welke werkplaats?", "label_en": "Which workshop?"}
    question = event.questions.create(**{"kind": "choice", "is_required": True, **words, **fields})
    return f"question-{question.code}"


def read(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def labels(page: BeautifulSoup, name: str) -> list[str]:
    fields = page.select(f"input[name={name}]")
    return [page.select_one(f"label[for={field['id']}]").text for field in fields]


@pytest.mark.parametrize("presence", ["room", "online"])
def test_one_kind_of_place_is_not_asked_for(client: Client, presence: str) -> None:
    event = event_factory(presence=presence, capacity=3)
    assert not read(client.get(page_of(event))).select("[name=seat]")


def test_kinds_of_place_say_what_is_left(client: Client) -> None:
    event = event_factory("en", presence="hybrid", capacity=3)
    registration_factory(event)
    page = read(client.get(page_of(event, "en")))
    assert labels(page, "seat") == [
        "In the room: 2 places left",
        "Online: there is place for everybody",
    ]
    assert page.select_one("[name=seat][checked]")["value"] == "room"
    assert not page.select("[name=is_flexible]"), "nobody waits here"


def test_full_room_is_chosen_knowingly_and_leads_to_its_waiting_list(client: Client) -> None:
    event = event_factory("en", presence="hybrid", capacity=1)
    registration_factory(event)
    page = read(client.get(page_of(event, "en")))
    assert labels(page, "seat")[0] == "In the room: full, you come on the waiting list"
    assert not page.select("[name=seat][checked]")
    response = client.post(page_of(event, "en"), FILLED)
    assert response.status_code == 422
    assert read(response).select_one(".error-summary a")["href"] == "#id_seat_0"
    account(client, given="Silke")
    client.post(page_of(event, "en"), {"role": "staff", "seat": "room", "is_flexible": "on"})
    mine = event.registrations.get(state=State.WAITING)
    assert (mine.seat, mine.is_flexible) == ("room", True)


def test_online_place_is_taken_while_the_room_is_full(client: Client) -> None:
    event = event_factory(presence="hybrid", capacity=1)
    registration_factory(event)
    account(client, given="Silke")
    client.post(page_of(event), {"role": "staff", "seat": "online"})
    assert event.registrations.get(seat="online").state == State.CONFIRMED


@pytest.mark.parametrize(
    ("lang", "label", "kept"),
    [
        ("nl", "Welke werkplaats?", "Om zalen te kiezen."),
        ("en", "Which workshop?", "To choose rooms."),
    ],
)
def test_question_says_why_and_how_long(client: Client, lang: str, label: str, kept: str) -> None:
    event = event_factory(lang)
    why = {"purpose_nl": "Om zalen te kiezen.", "purpose_en": "To choose rooms."}
    name = ask(event, options=["Hout | Wood", "Klei | Clay"], keep_days=30, **why)
    field = (
        read(client.get(page_of(event, lang))).select_one(f"#id_{name}_0").find_parent("fieldset")
    )
    assert field.legend.text.strip() == label
    help_text = field.select_one(".field__help").text
    assert kept in help_text
    assert "30" in help_text


def test_answers_are_kept_with_the_registration(client: Client) -> None:
    event = event_factory(capacity=5)
    names = [
        ask(event, options=["Hout", "Klei"]),
        ask(event, kind="several", options=["Ma", "Di"]),
        ask(event, kind="yes-no"),
        ask(event, kind="number"),
        ask(event, kind="text", is_required=False),
    ]
    typed = dict(zip(names, ["hout", ["ma", "di"], "yes", "4", " "], strict=True))
    client.post(page_of(event), {**FILLED, **typed})
    mine = event.registrations.get()
    values = list(mine.answers.order_by("pk").values_list("value", flat=True))
    assert values == ["hout", ["ma", "di"], True, 4]


def test_question_that_must_be_answered_is_named_in_the_summary(client: Client) -> None:
    event = event_factory("en")
    name = ask(event, options=["Hout | Wood"])
    response = client.post(page_of(event, "en"), FILLED)
    link = read(response).select_one(".error-summary a")
    assert (response.status_code, link["href"]) == (422, f"#id_{name}_0")
    assert link.text == "Answer the question: Which workshop?"
    assert not event.registrations.exists()


def test_answer_that_is_full_is_closed_and_refused(client: Client) -> None:
    event = event_factory("en", capacity=9)
    name = ask(event, options=["Hout | Wood | 1", "Klei | Clay | 3", "Glas | Glass"])
    other = registration_factory(event)
    Answer.objects.create(registration=other, question=event.questions.get(), value="hout")
    page = read(client.get(page_of(event, "en")))
    assert labels(page, name) == ["Wood (full)", "Clay (3 places left)", "Glass"]
    assert [field.has_attr("disabled") for field in page.select(f"[name={name}]")] == [1, 0, 0]
    response = client.post(page_of(event, "en"), {**FILLED, name: "hout"})
    page = read(response)
    assert response.status_code == 409
    link = page.select_one(".error-summary a")
    assert (link["href"], "“Wood” is full" in link.text) == (f"#id_{name}_0", True)
    assert "“Wood” is full" in page.select_one(".field--wrong .field__error").text
    assert page.select_one("#id_given")["value"] == "Femke"
    assert event.registrations.count() == 1


@pytest.mark.parametrize("several", [True, False])
def test_answers_of_who_left_are_free_again(client: Client, several: bool) -> None:
    event = event_factory("en", capacity=9)
    name = ask(event, kind="several" if several else "choice", options=["Hout | Wood | 1"])
    gone = registration_factory(event, State.CANCELLED)
    value = ["hout"] if several else "hout"
    Answer.objects.create(registration=gone, question=event.questions.get(), value=value)
    assert labels(read(client.get(page_of(event, "en"))), name) == ["Wood (1 place left)"]
    assert client.post(page_of(event, "en"), {**FILLED, name: "hout"}).status_code == 302


def test_diet_and_access_are_not_asked_for_by_themselves(client: Client) -> None:
    event = event_factory()
    assert not read(client.get(page_of(event))).select("[name=diet], [name=access]")
    client.post(page_of(event), {**FILLED, "diet": "vegan", "diet_consent": "on"})
    assert not Needs.objects.exists(), "what is not asked for is not kept"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", "Jullie mogen bewaren wat ik {}, tot zeven dagen na deze bijeenkomst."),
        ("en", "You may keep what I {}, until seven days after this meeting."),
    ],
)
def test_consent_gives_leave_and_no_orders(client: Client, lang: str, words: str) -> None:
    page = read(client.get(page_of(event_factory(lang, asks_diet=True, asks_access=True), lang)))
    verbs = {"diet": ("eet", "eat"), "access": ("nodig heb", "need")}
    for name, (dutch, english) in verbs.items():
        [label] = labels(page, f"{name}_consent")
        assert label.strip() == words.format(dutch if lang == "nl" else english)


@pytest.mark.parametrize("name", ["diet", "access"])
def test_needs_without_consent_are_an_error_at_the_box(client: Client, name: str) -> None:
    event = event_factory(**{f"asks_{name}": True})
    page = read(client.get(page_of(event)))
    assert not page.select_one(f"[name={name}_consent]").has_attr("checked")
    response = client.post(page_of(event), {**FILLED, name: "geen noten"})
    page = read(response)
    assert response.status_code == 422
    assert page.select_one(".error-summary a")["href"] == f"#id_{name}_consent"
    assert page.select_one(f"[name={name}]")["value"] == "geen noten"
    assert not event.registrations.exists()
    assert ".:" not in page.select_one(".error-summary").text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"diet": "geen noten", "diet_consent": "on"}, [("geen noten", "")]),
        ({"diet_consent": "on", "access_consent": "on"}, []),
        ({}, []),
    ],
)
def test_needs_with_consent_are_kept(client: Client, typed: dict, kept: list) -> None:
    event = event_factory(asks_diet=True, asks_access=True)
    client.post(page_of(event), {**FILLED, **typed})
    assert event.registrations.exists()
    assert list(Needs.objects.values_list("diet", "access")) == kept


def test_form_takes_one_query_more_for_its_questions(
    client: Client, django_assert_num_queries: Any
) -> None:
    """One for the questions; and one for each that has places, whatever its answers."""
    event = event_factory(capacity=5)
    client.get(page_of(event))
    with django_assert_num_queries(5):
        client.get(page_of(event))
    for _each in range(3):
        ask(event, options=["Hout", "Klei"])
    with django_assert_num_queries(5):
        client.get(page_of(event))
    ask(event, options=["Hout | | 4", "Klei | | 3"])
    with django_assert_num_queries(6):
        client.get(page_of(event))


@pytest.mark.parametrize("asks", [True, False])
def test_box_says_that_answers_are_kept_where_the_form_asks(client: Client, asks: bool) -> None:
    event = event_factory("en", slug="cheese", asks_diet=asks)
    page = BeautifulSoup(client.get(page_of(event, "en")).content, "html.parser")
    words = page.select_one(".split__aside").get_text(" ")
    assert ("such as what you eat or need" in words) is asks
