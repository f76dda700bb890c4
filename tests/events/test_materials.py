"""The news that there is something to read after an event: once, to who was expected."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from brink.jobs.runner import run_due
from brink.mail.topics import refuse
from events.models import Event, EventPage, Registration
from tests.factories.events import event_page, registration_factory
from tests.factories.pages import publish

State = Registration.State
DAY = timedelta(days=1)
AFTER = "<p>De dia's staan klaar.</p>"
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def page() -> EventPage:
    """Over since yesterday."""
    return with_people(event_page(title="Excursie", start=timezone.now() - DAY))


def with_people(page: EventPage) -> EventPage:
    event = Event.objects.get(key=page.translation_key)
    for state in (State.CONFIRMED, State.WAITING, State.UNCONFIRMED, State.CANCELLED):
        registration_factory(event, state, email=f"{state}@b.example")
    registration_factory(event, State.CONFIRMED, email="english@b.example", language="en")
    return page


def told() -> dict[str, Any]:
    run_due()
    found = {message.to[0]: message for message in mail.outbox}
    assert len(found) == len(mail.outbox), "one mail each"
    mail.outbox.clear()
    return found


def test_who_was_expected_hears_of_it_once(page: EventPage) -> None:
    page = publish(page, after=AFTER)
    mails = told()
    assert set(mails) == {"confirmed@b.example", "english@b.example"}
    assert mails["confirmed@b.example"].subject == "Om na te lezen: Excursie"
    assert mails["english@b.example"].subject == "To read afterwards: Excursie"
    assert "/nl/agenda/excursie/" in mails["confirmed@b.example"].body
    publish(publish(page, after=""), after=f"{AFTER}<p>En het verslag.</p>")
    assert told() == {}


def test_it_is_told_once_also_when_the_outbox_forgot(page: EventPage) -> None:
    page = publish(page, after=AFTER)
    assert told()
    with time_machine.travel(timezone.now() + 40 * DAY):
        run_due()  # old rows go
        publish(page, after=f"{AFTER}<p>Meer.</p>")
        assert told() == {}


@pytest.mark.parametrize("text", ["", "<p></p>", "<p> </p>"])
def test_empty_text_is_no_news(page: EventPage, text: str) -> None:
    publish(page, after=text)
    assert told() == {}


def test_picture_without_words_is_news(page: EventPage) -> None:
    publish(page, after='<embed embedtype="image" id="1" format="left" alt="x"/>')
    assert len(told()) == 2


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_recording_alone_is_news_and_stands_on_the_page(client: Client, lang: str) -> None:
    page = with_people(event_page(lang, start=timezone.now() - DAY))
    publish(page, recording_url="https://video.example/terug")
    assert len(told()) == 2
    text = client.get(page.url).content.decode()
    assert 'href="https://video.example/terug"' in text


def test_recording_of_what_is_to_come_is_not_shown_yet(client: Client) -> None:
    page = event_page(recording_url="https://video.example/terug")
    assert "video.example" not in client.get(page.url).content.decode()


def test_text_that_is_ready_before_is_told_when_it_is_over() -> None:
    page = with_people(event_page(start=timezone.now() + DAY, capacity=2, after=AFTER))
    publish(page, title="Excursie twee")
    assert told() == {}
    with time_machine.travel(page.end + timedelta(minutes=1)):
        assert len(told()) == 2
        assert told() == {}


def test_text_that_is_taken_back_in_time_is_not_told() -> None:
    page = with_people(event_page(start=timezone.now() + DAY, capacity=2, after=AFTER))
    page = publish(page, after="")
    with time_machine.travel(page.end + timedelta(minutes=1)):
        assert told() == {}
        publish(page, after=AFTER)
        assert len(told()) == 2


def test_event_that_was_called_off_has_nothing_to_read(page: EventPage) -> None:
    publish(page, after=AFTER, status="cancelled", notice="Nee.")
    assert told() == {}


def test_event_of_long_ago_surprises_nobody() -> None:
    page = with_people(event_page(start=timezone.now() - 100 * DAY))
    publish(page, after=AFTER)
    assert told() == {}


def test_it_may_be_refused(page: EventPage) -> None:
    refuse("confirmed@b.example", "materials")
    publish(page, after=AFTER)
    [letter] = told().values()
    assert letter.to == ["english@b.example"]
    assert "List-Unsubscribe" in letter.extra_headers
