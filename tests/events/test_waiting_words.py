"""Why somebody waits while places are free: as the mails and the pages say it."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import translation

from brink.jobs.runner import run_due
from events import links
from events.models import Booking, Event, Registration
from events.registration import register
from events.waiting_words import why_waiting
from tests.events.groups import CONTACT, contact, group
from tests.factories.events import event_factory

pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def event() -> Event:
    """With three places, for which a group of four waits together."""
    return event_factory("en", capacity=4, group_limit=6)


def waiting_group(event: Event) -> Booking:
    register(event.pk, contact(email="first@b.example", is_verified=True))
    return group(event, 4, language="en")


def behind(event: Event, *, is_verified: bool = True) -> Registration:
    one = contact(email="behind@b.example", is_verified=is_verified, language="en")
    return register(event.pk, one)


def test_reason_is_true_of_each(event: Event) -> None:
    booking = waiting_group(event)
    person = behind(event)
    event.refresh_from_db()
    of_group = booking.registrations.select_related("event", "booking").first()
    person = Registration.objects.select_related("event", "booking").get(pk=person.pk)
    assert why_waiting(of_group, "en") == "There are 3 places, too few for the 4 of you."
    assert why_waiting(person, "en") == "Others wait before you."
    assert why_waiting(None, "en") == ""


def test_reason_is_that_all_is_taken_where_it_is() -> None:
    event = event_factory("en", capacity=1)
    has_place = register(event.pk, contact(email="first@b.example", is_verified=True))
    person = Registration.objects.select_related("event").get(pk=behind(event).pk)
    assert why_waiting(person, "en") == "All places are taken."
    assert why_waiting(has_place, "en") == ""


def test_mails_say_why(event: Event) -> None:
    waiting_group(event)
    behind(event)
    run_due()
    mails = {message.to[0]: message.body for message in mail.outbox}
    assert "There are 3 places, too few for the 4 of you." in mails[CONTACT]
    assert "Others wait before you." in mails["behind@b.example"]
    assert "places are taken" not in "".join(mails.values())


def test_mail_and_page_that_ask_for_the_address_say_why(event: Event, client: Client) -> None:
    waiting_group(event)
    person = behind(event, is_verified=False)
    run_due()
    (message,) = (each for each in mail.outbox if each.to == [person.email])
    assert "Others wait before you. With the button" in message.body
    with translation.override("en"):
        page = client.get(links.path("confirm", person))
    words = BeautifulSoup(page.content, "html.parser").select_one("main").get_text(" ")
    assert "Others wait before you." in words
    assert "places are taken" not in words
