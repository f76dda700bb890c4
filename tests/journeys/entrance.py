"""The entrance of an event in a browser: its host, who comes, and the page at the door."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page

from brink.people.models import User
from events.models import Event, Registration, TeamMember
from tests.factories.events import event_page, person_factory, registration_factory

Open = Callable[..., Page]


@pytest.fixture
def event(site: str) -> Event:
    """It began half an hour ago; two are expected, one waits."""
    began = timezone.now() - timedelta(minutes=30)
    page = event_page("nl", start=began, title="Kaas maken", presence="hybrid")
    event = Event.objects.get(key=page.translation_key)
    for given, family, seat in (("Femke", "Zee", "room"), ("Zoë", "Bakker", "online")):
        person = person_factory(given=given, family=family)
        registration_factory(event, person=person, seat=seat, organisation="Bakkerij De Zeevonk")
    registration_factory(event, "waiting", person=person_factory(given="Wytse", family="Wacht"))
    return event


@pytest.fixture
def session(event: Event) -> dict[str, str]:
    """The cookie of a host of the event."""
    user = User.objects.create_user("jikke@brink.example")
    TeamMember.objects.create(event=event, user=user, role="check-in")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {"name": "sessionid", "value": client.cookies["sessionid"].value}


def path(event: Event, name: str = "check-in", lang: str = "nl") -> str:
    with translation.override(lang):
        return reverse(f"events:{name}", args=[event.key])


def enter(open_page: Open, site: str, address: str, session: dict[str, str], **more: Any) -> Page:
    page = open_page(f"{site}/healthz", **more)
    page.context.add_cookies([{**session, "url": site}])
    page.goto(site + address)
    return page


def named(event: Event, given: str) -> Registration:
    return event.registrations.get(person__given=given)


def tally(page: Page, seat: str = "room") -> Any:
    return page.locator(f"[data-tally={seat}] [data-present]")


def type_code(page: Page, code: str) -> None:
    page.locator("#code").fill(code)
    page.locator("#code").press("Enter")
