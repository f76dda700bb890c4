"""Who signs up in the tests of the pages, and where."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from brink.people.models import User
from events import links
from events.messages import card_of
from events.models import Event, Registration
from tests.factories.events import person_factory

FILLED = {
    "given": "Femke",
    "infix": "van der",
    "family": "Zee",
    "email": "Femke@Zeevonk.example",
    "organisation": "Bakkerij De Zeevonk",
    "role": "staff",
}


def page_of(event: Event, lang: str = "nl", name: str = "events:register") -> str:
    with translation.override(lang):
        return reverse(name, args=[card_of(event, lang).slug])


def account(client: Client, **fields: Any) -> User:
    user = User.objects.create_user("silke@brink.example", "x")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    person_factory(user=user, email=user.email, **fields)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def link_in(text: str, word: str) -> str:
    """The path of the first link in a mail that has `word` in it."""
    line = next(part for part in text.split() if part.startswith("http") and word in part)
    return line.removeprefix("http://testserver")


def led_to(response: HttpResponse) -> Registration:
    """The registration behind the redirect; the link itself differs by the second."""
    return links.read("confirm", response.headers["Location"].split("/")[-2])
