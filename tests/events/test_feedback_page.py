"""The mail that asks what people thought, and the page behind its link."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail.topics import refuse
from events import links, places
from events.models import Event, Question, Registration
from events.places import BusyError
from tests.events.signing_up import link_in
from tests.factories.events import event_page, registration_factory
from tests.factories.pages import publish

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SCORES = {"useful": "4", "speaker": "5", "organised": "3"}
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def registration() -> Registration:
    """Of somebody who was at an event that is over since yesterday."""
    return someone(held())


def held(**fields: Any) -> Event:
    page = event_page(title="Kaas", start=timezone.now() - DAY, **fields)
    return Event.objects.get(key=page.translation_key)


def someone(event: Event, **fields: Any) -> Registration:
    return registration_factory(event, **fields)


def path_of(registration: Registration, lang: str = "nl") -> str:
    registration.language = lang
    return links.address("feedback", registration).removeprefix("http://testserver")


def sent() -> dict[str, Any]:
    run_due()
    found = {message.to[0]: message for message in mail.outbox}
    assert len(found) == len(mail.outbox), "one mail each"
    mail.outbox.clear()
    return found


def test_who_was_there_is_asked_once_two_hours_after_the_end() -> None:
    page = event_page(title="Kaas", start=timezone.now() + DAY)
    event = Event.objects.get(key=page.translation_key)
    for state in ("confirmed", "waiting", "cancelled"):
        someone(event, state=state, email=f"{state}@b.example")
    someone(event, email="refuses@b.example")
    refuse("refuses@b.example", "feedback")
    with time_machine.travel(page.end + HOUR):
        publish(page, title="Kaas!")
        assert sent() == {}
    with time_machine.travel(page.end + 2 * HOUR):
        mails = sent()
        assert set(mails) == {"confirmed@b.example"}
        assert "/reactie/" in mails["confirmed@b.example"].body
        publish(page, title="Kaas!!")
        assert sent() == {}


@pytest.mark.parametrize("change", ["moves", "is cancelled", "is off the site"])
def test_nobody_is_asked_about_what_was_not_held(change: str) -> None:
    page = event_page(title="Kaas", start=timezone.now() + DAY)
    someone(Event.objects.get(key=page.translation_key))
    asked_at = page.end + 3 * HOUR
    if change == "moves":
        page = publish(page, start=page.start + 9 * DAY, end=page.end + 9 * DAY)
    elif change == "is cancelled":
        publish(page, status="cancelled")
    else:
        page.unpublish()
    sent()
    with time_machine.travel(asked_at):
        assert sent() == {}
        assert not Job.objects.filter(key__startswith="mail:feedback:").exists()


def test_event_that_was_over_when_it_was_published_asks_nobody() -> None:
    someone(held())
    assert sent() == {}


def test_link_of_the_mail_leads_to_the_page(client: Client) -> None:
    page = event_page("en", title="Cheese", start=timezone.now() + DAY)
    event = Event.objects.get(key=page.translation_key)
    found = someone(event, language="en")
    with time_machine.travel(page.end + 3 * HOUR):
        (message,) = sent().values()
        path = link_in(message.body, "feedback")
        assert client.get(path).status_code == 200
        assert client.post(path, SCORES).status_code == 302
    found.refresh_from_db()
    assert found.has_given_feedback


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_asks_and_thanks(client: Client, registration: Registration, lang: str) -> None:
    path = path_of(registration, lang)
    page = client.get(path).content.decode()
    assert page.count('type="radio"') == 15
    assert registration.person.family not in page
    assert registration.email not in page
    response = client.post(path, SCORES)
    assert response.status_code == 302
    thanks = client.get(response["Location"])
    assert "<form" not in thanks.content.decode().split("<main")[1].split("</main")[0]
    (row,) = registration.event.feedback.all()
    assert row.scores == {"useful": 4, "speaker": 5, "organised": 3}


def test_answers_sent_twice_are_kept_once(client: Client, registration: Registration) -> None:
    path = path_of(registration)
    client.post(path, SCORES)
    again = client.post(path, {**SCORES, "useful": "1"})
    assert again.status_code == 200
    assert registration.event.feedback.get().scores["useful"] == 4


@pytest.mark.parametrize(
    "wrong", [{}, {**SCORES, "useful": "6"}, {**SCORES, "useful": "0"}, {**SCORES, "useful": "x"}]
)
def test_wrong_answers_are_refused(
    client: Client, registration: Registration, wrong: dict[str, str]
) -> None:
    assert client.post(path_of(registration), wrong).status_code == 422
    registration.refresh_from_db()
    assert not registration.has_given_feedback
    assert not registration.event.feedback.exists()


@pytest.mark.parametrize(("lang", "label"), [("nl", "Wat miste je?"), ("en", "What was missing?")])
def test_organiser_asks_more(
    client: Client, registration: Registration, lang: str, label: str
) -> None:
    words = {"label_nl": "Wat miste je?", "label_en": "What was missing?"}
    fields = {"event": registration.event, "moment": "feedback", **words}
    Question.objects.create(code="text", **fields)
    Question.objects.create(code="yes", kind="yes-no", is_required=True, **fields)
    path = path_of(registration, lang)
    assert label in client.get(path).content.decode()
    assert client.post(path, SCORES).status_code == 422
    assert client.post(path, {**SCORES, "question-yes": "no"}).status_code == 302
    assert registration.event.feedback.get().answers == {"yes": False}


@pytest.mark.parametrize(
    ("state", "facts"),
    [("confirmed", {"status": "cancelled"}), ("cancelled", {}), ("waiting", {})],
)
def test_who_was_not_there_is_not_heard(client: Client, state: str, facts: dict[str, str]) -> None:
    found = someone(held(**facts), state=state)
    assert "<fieldset" not in client.get(path_of(found)).content.decode()
    assert client.post(path_of(found), SCORES).status_code == 409
    assert not found.event.feedback.exists()


def test_nobody_is_heard_before_it_is_over(client: Client) -> None:
    page = event_page(start=timezone.now() + DAY)
    found = someone(Event.objects.get(key=page.translation_key))
    assert client.post(path_of(found), SCORES).status_code == 409


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_answers_are_kept_on_the_page_while_it_is_busy(
    client: Client, registration: Registration, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_free(_event_id: int) -> None:
        raise BusyError

    monkeypatch.setattr(places, "lock", never_free)
    response = client.post(path_of(registration, lang), SCORES)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("main [role=alert]")
    assert len(page.select("input[checked]")) == 3
    monkeypatch.undo()
    assert client.post(path_of(registration, lang), SCORES).status_code == 302


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_title_says_that_something_is_wrong(
    client: Client, registration: Registration, lang: str
) -> None:
    page = BeautifulSoup(client.post(path_of(registration, lang)).content, "html.parser")
    assert page.title.text.startswith({"nl": "Fout:", "en": "Error:"}[lang])


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, registration: Registration, method: str) -> None:
    assert getattr(client, method)(path_of(registration)).status_code == 405


def test_link_of_another_action_or_a_forged_one_is_none(
    client: Client, registration: Registration
) -> None:
    forged = links.token("cancel", registration)
    right = path_of(registration)
    token = right.rstrip("/").rpartition("/")[2]
    assert client.get(right.replace(token, forged)).status_code == 404
    assert client.get(right.replace(token, "a" * 60)).status_code == 404


def test_page_of_long_ago_is_gone_and_is_kept_by_nobody(
    client: Client, registration: Registration
) -> None:
    response = client.get(path_of(registration))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    with time_machine.travel(timezone.now() + 40 * DAY):
        assert client.get(path_of(registration)).status_code == 410
