"""Where a search that found nothing leads."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from brink.home.models import HomePage
from brink.themes.labels import forget
from brink.themes.models import Theme
from search.language import make_plan
from search.nothing import near_themes
from tests.search.test_page import get

pytestmark = pytest.mark.django_db
THEMES = {
    "digitalisering": ("Digitalisering", "Digitalisation"),
    "duurzaam": ("Duurzame energie", "Sustainable energy"),
    "personeel": ("Personeel en opleiding", "People and training"),
}


@pytest.fixture(autouse=True)
def _themes(tree: dict[str, HomePage], settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    settings.DEFAULT_FROM_EMAIL = "Brink <hallo@brink.example>"
    Theme.objects.exclude(code__in=THEMES).delete()
    for code, (dutch, english) in THEMES.items():
        names = {"label_nl": dutch, "label_en": english}
        Theme.objects.update_or_create(code=code, defaults=names)
    forget()


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("energie", ["duurzaam"]),
        ("personeelstekort", ["personeel"]),
        ("energy", ["duurzaam"]),
        ("opleidingen energie", ["duurzaam", "personeel"]),
        ("schapenkaas", []),
    ],
)
def test_themes_are_near_by_the_words_of_the_query(text: str, near: list[str]) -> None:
    found = [term.code for term in near_themes(make_plan(text, "nl"))]
    assert sorted(found) == near


def links(html: str) -> dict[str, str]:
    soup = BeautifulSoup(html, "html.parser")
    return {link.text: link["href"] for link in soup.select("main .prose a")}


def test_near_themes_are_shown_and_else_all(client: Client) -> None:
    assert set(links(get(client, q="energie"))) == {"Mail ons je vraag", "Duurzame energie"}
    every = {names[0] for names in THEMES.values()}
    assert set(links(get(client, q="schapenkaas"))) == {"Mail ons je vraag", *every}


@pytest.mark.parametrize(
    ("lang", "label", "subject"),
    [
        ("nl", "Mail ons je vraag", 'Innovatievraag: kaas & ?subject=x"'),
        ("en", "Mail us your question", 'Innovation question: kaas & ?subject=x"'),
    ],
)
def test_the_words_can_be_asked_as_a_question(
    client: Client, lang: str, label: str, subject: str
) -> None:
    address = urlsplit(links(get(client, lang, q='kaas & ?subject=x"'))[label])
    assert (address.scheme, address.path) == ("mailto", "hallo@brink.example")
    fields = parse_qs(address.query)
    assert fields["subject"] == [subject]
    assert 'kaas & ?subject=x"' in fields["body"][0]


def test_without_words_there_is_nothing_to_ask(client: Client) -> None:
    assert "mailto:hallo" not in get(client, since="2199-01-01")
