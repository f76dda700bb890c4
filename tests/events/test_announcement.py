from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from brink.jobs.runner import run_due
from events.models import Event, Registration
from tests.factories.events import event_page, registration_factory
from tests.factories.pages import publish

State = Registration.State
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def page() -> Any:
    """An event with somebody who comes, somebody who waits, and somebody who is not coming."""
    page = event_page(title="Excursie", capacity=1)
    event = Event.objects.get(key=page.translation_key)
    registration_factory(event, State.CONFIRMED, email="comes@b.example")
    registration_factory(event, State.WAITING, email="waits@b.example", language="en")
    registration_factory(event, State.CANCELLED, email="not@b.example")
    return page


def told() -> dict[str, Any]:
    run_due()
    return {message.to[0]: message for message in mail.outbox}


def test_cancelled_event_is_told_to_all_who_count_on_it(page: Any) -> None:
    publish(page, status="cancelled", notice="De hal staat onder water.")
    mails = told()
    assert set(mails) == {"comes@b.example", "waits@b.example"}
    assert mails["comes@b.example"].subject == "Geannuleerd: Excursie"
    assert "De hal staat onder water." in mails["comes@b.example"].body
    assert mails["waits@b.example"].subject.startswith("Cancelled: ")
    assert b"STATUS:CANCELLED" in as_bytes(mails["comes@b.example"])


def as_bytes(message: Any) -> bytes:
    content = message.attachments[0][1]
    return content if isinstance(content, bytes) else content.encode()


def test_new_time_is_told_once(page: Any) -> None:
    later = page.start + timedelta(days=1)
    publish(page, start=later, end=later + timedelta(hours=2))
    assert set(told()) == {"comes@b.example", "waits@b.example"}
    publish(page, title="Excursie naar Emmen")
    run_due()
    assert len(mail.outbox) == 2, "words are no change of when or where"


def test_change_that_was_overtaken_is_told_as_the_last_one(page: Any) -> None:
    later = page.start + timedelta(days=1)
    page = publish(page, start=later, end=later + timedelta(hours=2))
    publish(page, status="cancelled", notice="Toch niet.")
    mails = told()
    assert len(mail.outbox) == 2
    assert mails["comes@b.example"].subject == "Geannuleerd: Excursie"


def test_past_event_tells_nobody(page: Any) -> None:
    past = page.start - timedelta(days=90)
    publish(page, start=past, end=past + timedelta(hours=2))
    assert told() == {}
