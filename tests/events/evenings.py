"""Evenings of one series in the tests, and the form that signs up for all of them."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from events.models import Event, Series
from tests.events.signing_up import FILLED
from tests.factories.events import event_factory

LANGS = pytest.mark.parametrize("lang", ["nl", "en"])
NOW = timezone.now()


@pytest.fixture
def series() -> Series:
    return Series.objects.create(title_nl="Cursus zuivel", title_en="Dairy course")


def evening(series: Series, days: int, lang: str = "en", **fields: Any) -> Event:
    facts = {"capacity": 5, **fields}
    return event_factory(lang, series=series, start=NOW + timedelta(days=days), **facts)


@pytest.fixture
def evenings(series: Series) -> list[Event]:
    return [evening(series, 10 * number) for number in (1, 2, 3)]


def path_of(series: Series, lang: str = "en", name: str = "events:enrol") -> str:
    with translation.override(lang):
        return reverse(name, args=[series.uid])


def read(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def sent(client: Client, series: Series, events: list[Event], **more: Any) -> Any:
    """The form as a guest sends it, with the number that it came with."""
    uid = read(client.get(path_of(series))).select_one("[name=uid]")["value"]
    chosen = [event.pk for event in events]
    return client.post(path_of(series), {**FILLED, "meetings": chosen, "uid": uid, **more})


def states(events: list[Event]) -> list[list[str]]:
    return [list(event.registrations.values_list("state", flat=True)) for event in events]
