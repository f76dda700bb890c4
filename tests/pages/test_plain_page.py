"""A page of words: also at the address of the language it is not written in."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from brink.home.models import HomePage
from tests.factories.pages import add_page

Tree = dict[str, HomePage]


def read(path: str) -> BeautifulSoup:
    response = Client().get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def page(tree: Tree) -> None:
    add_page(
        tree["nl"],
        title="Over Brink",
        slug="over",
        summary="Wat dit is.",
        other_title="About Brink",
        other_summary="What this is.",
        body=[("paragraph", "<p>Een grasveld.</p>")],
    )


def test_plain_page_speaks_the_language_of_its_reader(page: None) -> None:
    soup = read("/nl/over/")

    assert soup.h1.text == "Over Brink"
    assert not soup.select("main [lang], main .label")


def test_plain_page_without_translation_has_its_words_for_the_other_language(page: None) -> None:
    soup = read("/en/over/")

    assert (soup.h1.text, soup.select_one(".lead").text) == ("About Brink", "What this is.")
    assert not soup.select("h1[lang], .lead[lang]")
    assert soup.select_one("main .label").text == "In Dutch"
    assert "Een grasveld." in soup.select_one('.body[lang="nl"]').text
    assert not soup.select_one(".label").find_parents(lang="nl")
