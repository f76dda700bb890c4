"""The room of an event in the tests: a phone that scans the screen there, and what it shows."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from brink.people.models import User
from events.door.room import code_at
from events.models import Event, Registration

BACKEND = "django.contrib.auth.backends.ModelBackend"


def look(client: Client, event: Event, lang: str = "nl", code: str = "") -> Any:
    with translation.override(lang):
        code = code or code_at(event, timezone.now())
        return client.get(reverse("events:look", args=[event.key, code]))


def here(event: Event, lang: str = "nl") -> str:
    with translation.override(lang):
        return reverse("events:here", args=[event.key])


def account(client: Client, row: Registration) -> User:
    user = User.objects.create_user(row.email)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.force_login(user, backend=BACKEND)
    return user
