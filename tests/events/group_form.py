"""The form for several people in the tests: what is typed, sent and said."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from events.models import Event
from tests.events.signing_up import page_of

NAME = "events:register-group"
UID = "3f2b8a52-9df7-4f2c-9d0e-7e2f5f0a1c11"
FILLED = {
    "given": "Femke",
    "family": "Zee",
    "email": "Femke@Zeevonk.example",
    "organisation": "Bakkerij De Zeevonk",
    "comes": "on",
    "number": "3",
    "may_split": "",
    "uid": UID,
    "guest-TOTAL_FORMS": "0",
    "guest-INITIAL_FORMS": "0",
}


def address(event: Event, lang: str = "nl") -> str:
    return page_of(event, lang, NAME)


def rows(*names: tuple[str, str]) -> dict[str, str]:
    found = {"guest-TOTAL_FORMS": str(len(names)), "number": str(len(names))}
    for n, (given, email) in enumerate(names):
        found |= {f"guest-{n}-given": given, f"guest-{n}-email": email}
    return found


def post(client: Client, event: Event, **change: Any) -> HttpResponse:
    return client.post(address(event), {**FILLED, **change})


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def errors(response: HttpResponse) -> list[str]:
    return [link["href"] for link in soup(response).select(".error-summary a")]
