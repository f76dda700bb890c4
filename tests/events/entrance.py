"""The entrance of an event in the tests: a host, who comes in, and what the page says."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from brink.home.models import HomePage
from brink.people.models import User
from events.models import Event, Registration, TeamMember
from tests.factories.events import event_factory, person_factory, registration_factory

Tree = dict[str, HomePage]
PAGES = ("check-in", "scans", "walk-in", "room-screen")


@pytest.fixture
def event(tree: Tree) -> Event:
    """It began half an hour ago."""
    return event_factory(start=timezone.now() - timedelta(minutes=30), title="Kaas maken")


@pytest.fixture
def host(event: Event, client: Client) -> User:
    """Check-in only, at this event, and logged in."""
    return log_in(client, event, "check-in")


def log_in(client: Client, event: Event | None = None, role: str = "check-in") -> User:
    user = User.objects.create_user(f"{uuid4().hex}@brink.example")
    if event:
        TeamMember.objects.create(event=event, user=user, role=role)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def page(event: Event, name: str = "check-in", lang: str = "nl") -> str:
    with translation.override(lang):
        return reverse(f"events:{name}", args=[event.key])


def comer(event: Event, state: str = "confirmed", **fields: Any) -> Registration:
    person = person_factory(given="Femke", infix="van der", family="Zee")
    return registration_factory(event, state, person=person, **fields)


def sent(row: Registration, **fields: Any) -> dict[str, Any]:
    return {"code": row.code, "how": "code", "uid": str(uuid4()), **fields}


def is_in(row: Registration) -> bool:
    row.refresh_from_db()
    return row.checked_in is not None


def told(client: Client, address: str) -> str:
    """What the page says of the last action."""
    content = client.get(address).content.decode()
    return content.partition('class="page messages"')[2].partition("</div>")[0]
