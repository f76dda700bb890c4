"""A filter that nobody knows: the list says so in a sentence, and shows what it can."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories.events import event_factory, event_type

pytestmark = pytest.mark.usefixtures("tree")

PATHS = {"nl": "/nl/agenda/", "en": "/en/events/"}


def look(lang: str, query: str) -> tuple[str, list[str]]:
    """What the notice says, and the titles in the list."""
    page = BeautifulSoup(Client().get(PATHS[lang] + query).content, "html.parser")
    notice = page.select_one(".notice")
    titles = [link.text for link in page.select(".event-row__title a")]
    return " ".join(notice.get_text(" ", strip=True).split()) if notice else "", titles


@pytest.mark.parametrize(
    ("lang", "query", "words"),
    [
        ("nl", "?type=nope", "We slaan Soort ‘nope’ over. Je ziet alle bijeenkomsten."),
        ("en", "?type=nope", "We left out Type ‘nope’. You see all meetings."),
        ("nl", "?month=2026-13", "We slaan Maand ‘2026-13’ over. Je ziet alle bijeenkomsten."),
        ("nl", "?region=x&presence=y", "We slaan Waar ‘x’, Op locatie of online ‘y’ over."),
        ("en", "?theme=<b>", "We left out Theme ‘<b>’."),
    ],
)
def test_unknown_filter_is_named_and_the_whole_list_shown(
    lang: str, query: str, words: str
) -> None:
    event_factory(lang, title="Excursie")
    notice, titles = look(lang, query)
    assert notice.startswith({"nl": "Dit filter kennen we niet", "en": "We do not know"}[lang])
    assert words in notice
    assert titles == ["Excursie"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "wat de rest van je keuze oplevert"), ("en", "what the rest of your choice finds")],
)
def test_unknown_filter_beside_a_known_one_leaves_that_at_work(lang: str, words: str) -> None:
    event_factory(lang, title="Excursie", type=event_type("excursie"))
    event_factory(lang, title="Workshop", type=event_type("workshop"))
    notice, titles = look(lang, "?type=nope&type=excursie")
    assert words in notice
    assert titles == ["Excursie"]


def test_known_filter_needs_no_notice() -> None:
    event_factory(type=event_type("excursie"))
    assert look("nl", "?type=excursie")[0] == ""
