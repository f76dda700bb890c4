"""Calendar addresses of people, and registrations for those people."""

from itertools import count
from typing import Any

import icalendar
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from brink.people.models import User
from events.models import Event, Registration
from events.personal_feeds import Owner, make_feed
from tests.factories.events import registration_factory

_numbers = count(1)


def feed_of(owner: User | str, lang: str = "nl", **fields: Any) -> str:
    """The path of a new calendar address, of an account or of a guest's address."""
    of = Owner(email=owner) if isinstance(owner, str) else Owner(user=owner)
    fields = {"name": f"telefoon {next(_numbers)}", "alarm": None, **fields}
    token = make_feed(of, language=lang, **fields)
    with translation.override(lang):
        return reverse("personal-feed", args=[token])


def token_of(path: str) -> str:
    return path.split("/")[3]


def come(owner: User | str, event: Event, state: str = "confirmed", **fields: Any) -> Registration:
    """The registration of an account, or of an address by a guest."""
    if isinstance(owner, str):
        return registration_factory(event, state, email=owner, **fields)
    return registration_factory(event, state, person=owner.person, email=owner.email, **fields)


def entries(response: HttpResponse) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def titles(response: HttpResponse) -> list[str]:
    return [str(event["SUMMARY"]) for event in entries(response)]
