"""Places in the last hours before the start are only spoken of where one can still be offered."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from events import links
from tests.events.contacts import path as group_path
from tests.events.evenings import NOW, evening, path_of, series
from tests.events.groups import group
from tests.events.signing_up import page_of
from tests.factories.events import event_factory, registration_factory

__all__ = ["series"]  # fixture

pytestmark = pytest.mark.usefixtures("tree")
START = NOW + timedelta(days=20)
CLOSES = pytest.mark.parametrize(
    ("closes", "is_of_use"),
    [(None, True), (START - timedelta(hours=11), True), (START - timedelta(hours=12), False)],
)


@CLOSES
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_who_waits_is_asked_where_an_answer_has_effect(
    client: Client, lang: str, closes: object, is_of_use: bool
) -> None:
    event = event_factory(lang, capacity=1, start=START, closes=closes)
    registration_factory(event)
    waiting = registration_factory(event, "waiting")
    with translation.override(lang):
        paths = links.path("confirm", waiting), links.path("last-hours", waiting)
    page = BeautifulSoup(client.get(paths[0]).content, "html.parser")
    beginning = paths[1].partition(".")[0]  # what follows has the moment in it
    assert bool(page.select(f"form[action^='{beginning}']")) == is_of_use


@CLOSES
def test_form_asks_where_an_answer_has_effect(
    client: Client, series: object, closes: object, is_of_use: bool
) -> None:
    event = event_factory("en", capacity=1, start=START, closes=closes)
    full = evening(series, 20, capacity=1, closes=closes)
    registration_factory(event)
    registration_factory(full)
    evening(series, 10)
    for path in (page_of(event, "en"), path_of(series)):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        assert bool(page.select("[name=is_flexible]")) == is_of_use


@CLOSES
def test_contact_is_asked_where_an_answer_has_effect(
    client: Client, closes: object, is_of_use: bool
) -> None:
    event = event_factory("en", capacity=2, start=START, closes=closes)
    booking = group(event, 4, may_split=True, is_flexible=True, language="en")
    for path in (page_of(event, "en", "events:register-group"), group_path(booking)):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        assert page.select("[name=may_split]")
        assert bool(page.select("[name=is_flexible]")) == is_of_use


def test_wish_that_was_not_asked_stays_as_it_is(client: Client) -> None:
    event = event_factory(capacity=2, start=START, closes=START - timedelta(hours=12))
    booking = group(event, 4, may_split=True, is_flexible=True)
    answer = client.post(group_path(booking, "group-wishes"), {"may_split": "together"})
    assert answer.status_code == 302
    booking.refresh_from_db()
    assert booking.may_split is False
    assert set(booking.registrations.values_list("is_flexible", flat=True)) == {True}
