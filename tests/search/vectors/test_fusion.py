"""The order of results by words and by meaning; what is found stays the same."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from brink.pages.models import Card
from search.engines import EmbeddedEngine, Engine
from search.explaining import explain
from search.language import make_plan
from search.models import Entry
from search.query import Hit, Query, Results, Sort
from search.ranking import TIER_STEP
from search.reading import find_widely
from search.vectors import fusion
from tests.factories.people import editor
from tests.search.test_page import ADDRESSES, get, settle, titles
from tests.search.vectors.conftest import BAKERS, FOOTBALL

pytestmark = pytest.mark.django_db
WORDS = "brood bakken"


def ask(text: str = WORDS, **fields: Any) -> Query:
    return Query(make_plan(text, "nl"), "nl", timezone.now(), **fields)


def found(text: str = WORDS, **fields: Any) -> list[str]:
    cards = dict(Card.objects.filter(lang="nl").values_list("key", "title"))
    return [cards[hit.key] for hit in find(text, **fields).hits]


def find(text: str = WORDS, **fields: Any) -> Results:
    return find_widely(ask(text, **fields)).results


@pytest.mark.usefixtures("loaves")
def test_what_only_has_the_words_comes_after_what_means_them(settings: Any) -> None:
    by_meaning = found()
    assert by_meaning[0] == "Bakken"
    settings.SEARCH_VECTORS = False
    assert found()[0] == FOOTBALL
    assert sorted(found()) == sorted(by_meaning)


@pytest.mark.usefixtures("loaves")
def test_counts_and_facets_are_those_of_the_words(settings: Any) -> None:
    by_meaning = find()
    settings.SEARCH_VECTORS = False
    by_words = find()
    assert by_meaning.total == by_meaning.matched == len(BAKERS) + 1
    for name in ("total", "matched", "facets", "is_capped"):
        assert getattr(by_meaning, name) == getattr(by_words, name)


@pytest.mark.usefixtures("loaves")
@pytest.mark.parametrize("most", [fusion.MOST, 3])
def test_pages_hold_each_item_once(monkeypatch: Any, most: int) -> None:
    """Also where a page lies across the last that is put in order, and where it lies behind."""
    monkeypatch.setattr(fusion, "MOST", most)
    pages = [found(offset=offset, size=2) for offset in (0, 2, 4)]
    assert [len(page) for page in pages] == [2, 2, 2]
    shown = [title for page in pages for title in page]
    assert shown == found(size=20)
    assert sorted(shown) == sorted([FOOTBALL, *BAKERS])


@pytest.mark.usefixtures("loaves")
@pytest.mark.parametrize(
    "fields", [{"sort": Sort.NEWEST}, {"sort": Sort.DATE}, {"text": ""}, {"offset": fusion.MOST}]
)
def test_other_orders_ask_no_model(monkeypatch: Any, fields: dict[str, Any]) -> None:
    monkeypatch.setattr(fusion, "ask_model", lambda question: pytest.fail("asked"))
    find(**fields)


def test_nothing_is_found_without_the_words(loaves: dict[str, Any]) -> None:
    assert found("croissant") == []
    assert found("graan") == ["De molen"]


def test_what_editors_put_first_stays_first(loaves: dict[str, Any]) -> None:
    first = (loaves["Ontbijt"].translation_key, loaves[FOOTBALL].translation_key)
    assert found(first=first)[:2] == ["Ontbijt", FOOTBALL]


def test_a_better_tier_stays_before_the_rest(loaves: dict[str, Any]) -> None:
    football, *bakers = (page.translation_key for page in loaves.values())
    rest = [Hit(key, 9.0) for key in bakers]
    assert fusion.reorder([Hit(football, 9.0), *rest], WORDS)[0].key == bakers[0]
    assert fusion.reorder([Hit(football, 9.0 + TIER_STEP), *rest], WORDS)[0].key == football


def test_what_means_the_same_is_in_the_order_of_words(loaves: dict[str, Any]) -> None:
    """Whatever order the database reads rows in."""
    Entry.objects.update(vectors=Entry.objects.first().vectors)
    hits = [Hit(page.translation_key, 9.0) for page in loaves.values()]
    for same in (hits, hits[::-1]):
        assert [hit.key for hit in fusion.reorder(same, WORDS)] == [hit.key for hit in same]


def test_a_page_that_is_withdrawn_is_not_shown(
    client: Client, engine: Engine, loaves: dict[str, Any]
) -> None:
    """Though it means most of all what was asked for."""
    assert titles(get(client, q=WORDS))[0] == "Bakken"
    loaves["Bakken"].unpublish()
    settle(engine)
    assert sorted(titles(get(client, q=WORDS))) == sorted({FOOTBALL, *BAKERS} - {"Bakken"})


@pytest.mark.usefixtures("loaves")
def test_editors_are_told_what_meaning_did(client: Client) -> None:
    client.force_login(editor())
    html = get(client, q=WORDS)
    assert "Dicht bij de betekenis: 0,35; op de woorden alleen stond het op plaats 1" in html
    query = ask()
    told = explain(find_widely(query).results.hits, query).values()
    assert all(any("betekenis" in factor for factor in each.factors) for each in told)


def test_an_item_without_a_vector_keeps_the_place_of_its_words(loaves: dict[str, Any]) -> None:
    Entry.objects.filter(key=loaves[FOOTBALL].translation_key).update(vectors=None)
    assert found()[0] == FOOTBALL


@pytest.mark.parametrize("many", [3, 6])
def test_it_takes_one_query_more(
    client: Client, settings: Any, loaves: dict[str, Any], many: int, django_assert_num_queries: Any
) -> None:
    settings.ELASTICSEARCH_URL = []
    gone = [page.translation_key for page in loaves.values()][many:]
    EmbeddedEngine().delete(gone, 2**62)
    client.get(ADDRESSES["nl"], {"q": WORDS})
    with django_assert_num_queries(6):
        client.get(ADDRESSES["nl"], {"q": WORDS})
    settings.SEARCH_VECTORS = False
    with django_assert_num_queries(5):
        client.get(ADDRESSES["nl"], {"q": WORDS})
