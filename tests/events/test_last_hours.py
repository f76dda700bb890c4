"""Places in the last hours before the start are only spoken of where one can still be offered."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from events import links
from tests.events.evenings import NOW, evening, path_of, series
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
    assert bool(page.select(f"form[action='{paths[1]}']")) == is_of_use


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
