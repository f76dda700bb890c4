"""The pages of "My data" in the tests: a guest of whom something is held, and the addresses."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from brink.people.models import Person, User
from brink.people.privacy import link
from events.models import Registration
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import PASSWORD

LANGUAGES = ["nl", "en"]
GUEST = "femke@zeevonk.example"
PAGES = ["my-data", "my-data-download", "my-data-erase"]


@pytest.fixture
def registration() -> Registration:
    fields = {"given": "Femke", "family": "Zijlstra", "email": GUEST}
    person = Person.objects.create(**fields)
    organisation = {"organisation": "Bakkerij De Zeevonk"}
    return registration_factory(event_factory(capacity=5), person=person, **organisation)


def address(name: str, lang: str = "nl", **kwargs: Any) -> str:
    with translation.override(lang):
        return reverse(name, kwargs=kwargs)


def by_link(name: str, lang: str = "nl", email: str = GUEST, **kwargs: Any) -> str:
    return address(name, lang, token=link.token(email), **kwargs)


def sign_in(client: Client, user: User) -> None:
    client.post("/nl/account/login/", {"login": user.email, "password": PASSWORD})
