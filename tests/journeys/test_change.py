"""An editor moves a meeting in Wagtail's admin, and a visitor reads it."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from brink.jobs.runner import run_due
from events.models import Event, EventPage
from tests.events.invitations import invitation_in
from tests.factories.change import change_address
from tests.factories.editor import superuser
from tests.factories.events import event_page, registration_factory
from tests.journeys.steps import follow

Open = Callable[..., Page]
INDEX = {"nl": "agenda", "en": "events"}
NOTICES = {"nl": "We beginnen een uur later.", "en": "We start an hour later."}
WORDS = {
    "nl": {
        "action": "Tijd, plek of status wijzigen",
        "look": "Kijk het na",
        "make": "Voer deze wijziging door",
        "told": "2 mensen krijgen een mail zodra je bevestigt.",
        "done": "De bijeenkomst is gewijzigd. 2 mensen krijgen een mail.",
        "held": "Deze bijeenkomst staat online en mensen rekenen erop.",
    },
    "en": {
        "action": "Change when, where or whether",
        "look": "Look it over",
        "make": "Make this change",
        "told": "2 people get a mail as soon as you confirm.",
        "done": "The event is changed. 2 people get a mail.",
        "held": "This event is published and people count on it.",
    },
}


@pytest.fixture
def event(site: str) -> EventPage:
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=20)
    page = event_page(title="Op bezoek bij Koperhaas", start=start, capacity=1)
    found = Event.objects.get(key=page.translation_key)
    registration_factory(found, email="comes@b.example")
    registration_factory(found, "waiting", email="waits@b.example", language="en")
    return page


def log_in(page: Page, site: str, lang: str) -> None:
    client, user = Client(), superuser()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": lang})
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


def test_an_editor_changes_the_time_and_a_visitor_reads_it(
    site: str, open_page: Open, lang: str, event: EventPage
) -> None:
    words, later = WORDS[lang], event.start + timedelta(hours=1)
    page = open_page(f"{site}/{lang}/", lang=lang, height=1900)
    log_in(page, site, lang)
    lead_to_the_action(page, site, event, lang)
    fill_in(page, start=later)
    shoot(page, f"form-{lang}")
    follow(page.get_by_role("button", name=words["look"]))
    expect(page.get_by_text(words["told"])).to_be_visible()
    shoot(page, f"summary-{lang}")
    assert Event.objects.get().start == event.start, "nothing is written yet"
    follow(page.get_by_role("button", name=words["make"]))

    expect(page.get_by_text(words["done"])).to_be_visible()
    assert Event.objects.get().start == later
    run_due()
    told = sorted(message.to[0] for message in mail.outbox)
    assert told == ["comes@b.example", "waits@b.example"]
    assert moved_in_calendars() == {"comes@b.example": later}
    page.goto(f"{site}/{lang}/{INDEX[lang]}/op-bezoek-bij-koperhaas/")
    expect(page.locator("main").get_by_text(NOTICES[lang])).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"{timezone.localtime(later):%H}")
    shoot(page, f"public-{lang}")


def moved_in_calendars() -> dict[str, datetime]:
    """When it begins, in the calendars that take over what they are mailed; read by a parser."""
    found = {message.to[0]: invitation_in(message) for message in mail.outbox}
    asked = {to: calendar for to, calendar in found.items() if calendar}
    assert {str(calendar["METHOD"]) for calendar in asked.values()} == {"REQUEST"}
    return {to: calendar.walk("VEVENT")[0].start for to, calendar in asked.items()}


def lead_to_the_action(page: Page, site: str, event: EventPage, lang: str) -> None:
    """From the editor of the page, in which the facts can be read only."""
    page.goto(f"{site}/admin/pages/{event.pk}/edit/")
    expect(page.get_by_text(WORDS[lang]["held"])).to_be_visible()
    for name in ("start", "end", "status", "presence", "online_url"):
        expect(page.locator(f"[name={name}]")).to_be_disabled()
    expect(page.locator("[name=capacity]")).to_be_enabled()
    shoot(page, f"held-{lang}")
    follow(page.locator(".help-info").get_by_role("link", name=WORDS[lang]["action"]))
    expect(page).to_have_url(site + change_address(event))


def fill_in(page: Page, *, start: datetime) -> None:
    page.locator("[name=start]").fill(f"{timezone.localtime(start):%Y-%m-%d %H:%M}")
    page.locator("[name=start]").press("Tab")  # the calendar that opened covers what is below
    for lang, notice in NOTICES.items():
        page.locator(f"[name=notice_{lang}]").fill(notice)


def shoot(page: Page, name: str) -> None:
    """Keep a picture for who looks: `BRINK_PICTURES=/tmp/x pytest …`."""
    if folder := os.environ.get("BRINK_PICTURES"):
        page.screenshot(path=Path(folder) / f"change-{name}.png", full_page=True)
