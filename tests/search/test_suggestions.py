"""Suggestions while somebody types: what they are, and what they may never hold."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.pages.models import PlainPage
from brink.themes.labels import forget
from brink.themes.models import Theme
from search import suggestions
from search.engines.embedded import word_table
from search.models import Entry
from search.suggestions import MOST, Suggestion, suggest, suggest_with
from tests.factories.bodies import public_firm
from tests.factories.events import event_page
from tests.factories.pages import add_page

pytestmark = pytest.mark.django_db
ADDRESSES = {"nl": "/nl/zoeken/suggesties/", "en": "/en/search/suggestions/"}


def shown(client: Client, text: Any, lang: str = "nl") -> list[str]:
    response = client.get(ADDRESSES[lang], {"q": text})
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [option.span.text for option in soup.select("li[role=option]")]


@pytest.fixture
def bread(tree: dict[str, HomePage]) -> PlainPage:
    Theme.objects.update_or_create(
        code="export", defaults={"label_nl": "Uitvoer van brood", "label_en": "Export of bread"}
    )
    forget()
    page = add_page(tree["nl"], title="Streekbrood en café", other_title="Regional bread")
    add_page(tree["nl"], title="Brood bakken", slug="brood-bakken")
    run_due()
    return page


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("streek", ["Streekbrood en café"]),
        ("STREEKB", ["Streekbrood en café"]),
        ("cafe", ["Streekbrood en café"]),
        ("café stre", ["Streekbrood en café"]),
        ("brood b", ["Brood bakken"]),
        ("bro", ["Uitvoer van brood", "Brood bakken", "Streekbrood en café"]),
        ("uitv", ["Uitvoer van brood"]),
        ("pagin", ["Pagina"]),
        ("regional", []),
        ("b", []),
        ("", []),
        ("kaas", []),
    ],
)
def test_titles_themes_and_kinds_are_suggested(
    client: Client, bread: PlainPage, typed: str, found: list[str]
) -> None:
    """A word is found by its beginning, without its accent, and inside a compound."""
    assert shown(client, typed) == found


def test_they_are_in_the_language_of_the_reader(client: Client, bread: PlainPage) -> None:
    assert shown(client, "bread", "en") == ["Export of bread", "Regional bread"]
    html = client.get(ADDRESSES["en"], {"q": "bread"}).content.decode()
    assert f'data-href="/en/{bread.slug}/"' in html
    html = client.get(ADDRESSES["en"], {"q": "brood"}).content.decode()
    assert '<span lang="nl">Brood bakken</span>' in html
    assert "Regional" not in html, "what the reader sees has nothing of what was typed"


def test_what_is_not_published_is_never_suggested(client: Client, bread: PlainPage) -> None:
    """A draft, what was withdrawn, and what a bulk update hid without telling the index."""
    tree_page = bread.get_parent()
    draft = PlainPage(title="Streekdraft", slug="streekdraft", live=False, locale=bread.locale)
    tree_page.add_child(instance=draft)
    PlainPage.objects.filter(pk=bread.pk).update(live=False)
    run_due()
    assert shown(client, "streek") == []
    assert shown(client, "brood b") == ["Brood bakken"], "what is published still is"


def test_what_is_cancelled_is_not_suggested(client: Client, tree: dict[str, HomePage]) -> None:
    for title, status in (("Brood af", "cancelled"), ("Brood om", "moved"), ("Brood", "scheduled")):
        event_page(title=title, status=status)
    run_due()
    assert set(shown(client, "brood")) == {"Brood", "Brood om"}


def test_they_are_at_most_eight_and_titles_get_a_place(
    client: Client, tree: dict[str, HomePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MOST + 4):
        add_page(tree["nl"], title=f"Brood {number}", slug=f"brood-{number}")
    run_due()
    monkeypatch.setattr(suggestions, "_sources", [])
    many = [Suggestion(f"brood {n}", "/", "Search") for n in range(20)]
    suggest_with(lambda typed, lang: many)
    found = shown(client, "brood")
    assert len(found) == MOST
    assert sum(text.startswith("Brood") for text in found) == MOST - 3


def test_html_in_a_title_stays_text(client: Client, tree: dict[str, HomePage]) -> None:
    add_page(tree["nl"], title="<img src=x onerror=alert(1)> brood", slug="x")
    run_due()
    html = client.get(ADDRESSES["nl"], {"q": "brood"}).content.decode()
    assert "<img" not in html
    assert shown(client, "brood") == ["<img src=x onerror=alert(1)> brood"]


@pytest.mark.parametrize("most", [2, 100])
def test_an_organisation_is_suggested_beside_many_newer_pages(
    client: Client, tree: dict[str, HomePage], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(suggestions, "MOST_CANDIDATES", most)
    public_firm()
    for number in range(MOST + 1):
        add_page(tree["nl"], title=f"Rondom {number}", slug=f"rondom-{number}")
    run_due()
    found = shown(client, "rond")
    assert found[-1] == "Kunststof Rondom"
    assert len(found) == min(most + 1, MOST)
    assert shown(client, "kunststof rond") == ["Kunststof Rondom"]


@pytest.mark.postgresql
def test_titles_are_looked_up_in_an_index_of_their_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "search_words_titles" in Entry.objects.filter(word_table().titled(["de"])).explain()


@pytest.mark.parametrize("many", [1, 3])
def test_three_queries_find_them(
    client: Client, tree: dict[str, HomePage], many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        add_page(tree["nl"], title=f"Brood {number}", slug=f"brood-{number}")
    run_due()
    suggest("warm", "nl")  # the themes are kept in memory
    with django_assert_num_queries(3):  # pages, bodies, what others ask
        assert len(shown(client, "brood")) == many
    with django_assert_num_queries(0):
        assert shown(client, "b") == []


def test_they_may_be_kept_a_minute_and_are_only_read(client: Client, bread: PlainPage) -> None:
    response = client.get(ADDRESSES["nl"], {"q": "brood"})
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["X-Robots-Tag"] == "noindex"
    assert client.post(ADDRESSES["nl"], {"q": "brood"}).status_code == 405
    assert client.get(f"{ADDRESSES['nl']}?q=%ff%00%fe").status_code == 200


TEXTS = st.text(max_size=300) | st.sampled_from(["a" * 10_000, '"*', "NEAR(", "-", "a'*"])


@pytest.mark.slow
@rules(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_any_text_may_be_typed(client: Client, bread: PlainPage, text: str) -> None:
    assert len(shown(client, text)) <= MOST
