"""Saved searches in the tests: made, run in the morning, and the mail that comes of it."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.core import mail
from django.utils import timezone

from brink.jobs.runner import run_due
from brink.people.models import User
from search.engines import server
from search.models import SavedSearch
from search.saved import telling
from tests.factories.people import user_factory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
GUEST = "femke@zeevonk.example"
#: A Tuesday.
TODAY = datetime(2026, 12, 1, 12, 0, tzinfo=AMSTERDAM)


def account(**fields: Any) -> User:
    return user_factory(**{"email": "silke@brink.example", **fields})


def saved_search(query: str = "q=warmtepomp", **fields: Any) -> SavedSearch:
    """Confirmed, of a guest unless a user is given."""
    whose = {} if "user" in fields else {"email": GUEST}
    moment = {"since": timezone.now(), "confirmed": timezone.now()}
    defaults = {"language": "nl", "frequency": "daily", **moment, **whose}
    return SavedSearch.objects.create(**{**defaults, "query": query, **fields})


def morning(day: datetime, hour: int = 7, minute: int = 30) -> list[mail.EmailMessage]:
    """What is sent by a runner that plans and runs at that hour, when a server shows all it has."""
    mail.outbox.clear()
    if engine := server():
        engine.refresh()
    at = day.replace(hour=hour, minute=minute)
    with time_machine.travel(at, tick=False):
        telling.plan({})
        run_due()
    return list(mail.outbox)


def tomorrow(day: datetime = TODAY, days: int = 1) -> datetime:
    return day + timedelta(days=days)


def link_in(message: Any, part: str) -> str:
    """The path of the link of this kind in a mail, as its words have it."""
    return re.search(rf"http://testserver(/\S*{part}\S*)", message.body)[1]
