"""Somebody tells what they thought of an event, with the keyboard; the organiser reads it later."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from playwright.sync_api import Page, expect

from events import links
from events.models import Question, Registration
from tests.factories.events import event_factory, registration_factory
from tests.journeys.steps import follow_enter

Open = Callable[..., Page]
Axe = Callable[[Page], list[str]]
LABELS = {"nl": "Kom je nog eens?", "en": "Will you come again?"}


@pytest.fixture
def registration(site: str) -> Registration:
    event = event_factory(title="Kaas", start=timezone.now() - timedelta(days=1))
    words = {"label_nl": LABELS["nl"], "label_en": LABELS["en"]}
    Question.objects.create(event=event, code="a", kind="yes-no", moment="feedback", **words)
    return registration_factory(event)


@pytest.mark.parametrize("width", [320, 1280])
def test_feedback_is_given_with_the_keyboard(
    open_page: Open, axe: Axe, site: str, registration: Registration, lang: str, width: int
) -> None:
    with translation.override(lang):
        path = links.path("feedback", registration)
    page = open_page(site + path, lang=lang, width=width)
    assert axe(page) == []
    page.locator("input[type=radio]").first.focus()
    for _question in range(3):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    follow_enter(page)
    page.wait_for_url(f"**{path}")
    expect(page.locator("main form")).to_have_count(0)
    assert axe(page) == []
    row = registration.event.feedback.get()
    assert row.scores == {"useful": 3, "speaker": 3, "organised": 3}
    assert row.answers == {"a": True}
