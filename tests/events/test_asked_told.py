"""Who was asked for a place in a group, with the day in the mail, hears what became of it."""

from typing import Any

import pytest
from django.core import mail

from brink.jobs.runner import run_due
from events.groups.booking import Guest
from events.groups.declining import decline
from events.models import EventPage
from tests.events.groups import CONTACT, group
from tests.events.test_announcement import move
from tests.factories.events import event_of, event_page
from tests.factories.pages import publish

JAN = "jan@zeevonk.example"
pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture(params=["nl", "en"])
def lang(request: Any) -> str:
    return request.param


@pytest.fixture
def page(lang: str) -> EventPage:
    """One of a group is asked by mail, and has not answered."""
    page = event_page(title="Excursie", capacity=3)
    guests = [Guest("Jan", "", "Boer", JAN), Guest("Piet", "", "Post")]
    group(event_of(page), 3, guests=guests, language=lang)
    run_due()
    mail.outbox.clear()
    return page


def told() -> Any:
    """The one mail to who was asked; the contact gets theirs, and the rest of the group none."""
    run_due()
    assert {letter.to[0] for letter in mail.outbox} == {CONTACT, JAN}
    (found,) = [letter for letter in mail.outbox if letter.to == [JAN]]
    return found


def test_new_day_is_told_to_who_was_asked(page: EventPage, lang: str) -> None:
    move(page)

    letter = told()

    words = {
        "nl": (
            "Gewijzigd: Excursie",
            "houdt bij deze bijeenkomst een plaats voor je vast",
            "was: ",
        ),
        "en": ("Changed: Excursie", "keeps a place for you at this meeting", "was: "),
    }[lang]
    assert letter.subject.startswith(words[0])
    assert all(each in letter.body for each in words[1:])
    assert f"/{lang}/" in letter.body, "with the way to the place"
    assert [part.get_content_type() for part in letter.message().walk()].count("text/calendar") == 0


def test_cancelled_is_told_to_who_was_asked(page: EventPage, lang: str) -> None:
    publish(page, status="cancelled", notice="De hal staat onder water.")

    letter = told()

    words = {"nl": "hield daar een plaats voor je vast", "en": "kept a place for you there"}[lang]
    assert words in letter.body
    assert "De hal staat onder water." in letter.body


def test_who_said_no_hears_no_more(page: EventPage) -> None:
    assert decline(event_of(page).registrations.get(invited_email=JAN), JAN)
    run_due()
    mail.outbox.clear()

    move(page)

    run_due()
    assert {letter.to[0] for letter in mail.outbox} == {CONTACT}
