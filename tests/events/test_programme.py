"""The programme on the page of an event, by day where it has several."""

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from brink.pages import moments
from events.models import Event, EventPage
from tests.factories.events import add_items, event_page
from tests.factories.pages import publish

pytestmark = pytest.mark.usefixtures("tree")
PAGES = {"nl": "/nl/agenda/kringloop/", "en": "/en/events/kringloop/"}


def read(client: Client, lang: str = "nl") -> BeautifulSoup:
    return BeautifulSoup(client.get(PAGES[lang]).content, "html.parser")


def two_days() -> EventPage:
    """Its items are not in the order of their days."""
    page = event_page(title="Kringloop")
    add_items(page, (2, time(9), 30), (1, time(13), 30), (1, time(14), 30))
    return publish(page, end=page.start + timedelta(days=1, hours=2))


def shown(soup: BeautifulSoup) -> list[tuple[str, list[str]]]:
    return [
        (heading.get_text(), [item.get_text() for item in heading.find_next("ol").select("h4")])
        for heading in soup.select("section[aria-labelledby=programme] > h3")
    ]


@pytest.mark.parametrize(("lang", "word"), [("nl", "Dag"), ("en", "Day")])
def test_items_stand_under_their_day_with_its_date(client: Client, lang: str, word: str) -> None:
    page = two_days()
    dates = [moments.day(page.start + timedelta(days=n), lang=lang) for n in (0, 1)]

    found = shown(read(client, lang))

    assert found == [
        (f"{word} 1: {dates[0]}", ["Deel 2", "Deel 3"]),
        (f"{word} 2: {dates[1]}", ["Deel 1"]),
    ]


def test_title_of_a_day_is_in_the_language_of_the_reader(client: Client) -> None:
    two_days()

    soup = read(client, "en")

    assert (
        soup.find("h3", string=lambda text: bool(text and "Day 1" in text)).find_parent(lang=True)[
            "lang"
        ]
        == "en"
    )
    assert soup.find("h4", string="Deel 1").find_parent(lang=True)["lang"] == "nl"


def test_programme_of_one_day_names_none(client: Client) -> None:
    page = event_page(title="Kringloop")
    add_items(page, (1, time(13), 30), (1, time(14), 30))
    publish(page)

    soup = read(client)

    assert shown(soup) == []
    assert [item.get_text() for item in soup.select(".programme h3")] == ["Deel 1", "Deel 2"]


def test_items_of_before_there_were_days_are_shown(client: Client) -> None:
    page = event_page(title="Kringloop")
    [item] = add_items(page, (1, time(13), 30))
    publish(page)
    Event.objects.update(sessions={str(item.translation_key): ["13:20", 30]})

    assert read(client).select_one(".programme time")["datetime"] == "13:20"
