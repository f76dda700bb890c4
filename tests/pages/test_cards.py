from datetime import UTC, datetime
from typing import Any

import pytest

from brink.pages.facets import attach_facets
from brink.pages.models import Card
from tests.factories.pages import make_card

pytestmark = pytest.mark.django_db


def titles(cards: Any) -> list[str]:
    return [card.title for card in cards]


def test_in_language_gives_each_item_once(tree: Any) -> None:
    card = make_card(tree["nl"], title="Brood")
    make_card(tree["en"], key=card.key, lang="en", body_lang="nl", title="Bread")
    assert titles(Card.objects.in_language("en").of_kind("case")) == ["Bread"]
    assert titles(Card.objects.of_kind("case").translated()) == ["Brood"]


def test_having_is_or_within_a_facet_and_and_between_facets(tree: Any) -> None:
    for title, facets in {
        "a": {"theme": ["export"], "region": ["emmen", "drenthe"]},
        "b": {"theme": ["zorg"], "region": ["assen", "drenthe"]},
        "c": {"theme": ["zorg", "export"], "region": ["leeuwarden"]},
        "d": {},
    }.items():
        make_card(tree["nl"], title=title, facets=facets)
    cards = Card.objects.of_kind("case").order_by("title")
    assert titles(cards.having({"theme": ["export", "zorg"]})) == ["a", "b", "c"]
    assert titles(cards.having({"theme": ["export"], "region": ["drenthe"]})) == ["a"]
    assert titles(cards.having({"theme": [], "region": []})) == ["a", "b", "c", "d"]
    assert titles(cards.having({"theme": ["bestaat-niet"]})) == []


def test_newest_first_then_by_title(tree: Any) -> None:
    make_card(tree["nl"], title="oud", published=datetime(2025, 1, 1, tzinfo=UTC))
    make_card(tree["nl"], title="b")
    make_card(tree["nl"], title="a")
    assert titles(Card.objects.of_kind("case").newest()) == ["a", "b", "oud"]


@pytest.mark.parametrize("number", [1, 3])
def test_attach_facets_is_one_query(tree: Any, number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        make_card(tree["nl"], facets={"theme": ["export", "zorg"], "sector": ["maak"]})
    cards = list(Card.objects.of_kind("case"))
    with django_assert_num_queries(1):
        cards = attach_facets(cards)
    assert [card.facet_codes for card in cards] == [
        {"theme": ["export", "zorg"], "sector": ["maak"]}
    ] * number


def test_attach_facets_to_nothing_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert attach_facets([]) == []
