"""What is like an item, and the reason that is given."""

from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from brink.home.models import HomePage
from brink.pages.kin import MOST, find_kin
from brink.pages.models import Card
from tests.factories.casestudies import case_page, practice_page, theme
from tests.factories.pages import make_card, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> Page:
    return Page.get_first_root_node()


def own(home: Page, **facets: list[str]) -> Card:
    return make_card(home, title="Dit", facets=facets)


def test_what_shares_rare_codes_comes_first(home: Page) -> None:
    card = own(home, theme=["algemeen", "zeldzaam"])
    for number in range(5):
        make_card(home, title=f"Algemeen {number}", facets={"theme": ["algemeen"]})
    make_card(home, title="Zeldzaam", facets={"theme": ["zeldzaam"]})
    make_card(home, title="Beide", facets={"theme": ["algemeen", "zeldzaam"]})
    make_card(home, title="Iets anders", facets={"theme": ["anders"]})
    assert [kin.card.title for kin in find_kin(card)][:2] == ["Beide", "Zeldzaam"]
    assert len(find_kin(card)) == MOST


@pytest.mark.parametrize(
    ("shared", "reason"),
    [
        ({"theme": ["a"]}, "Zelfde thema"),
        ({"sector": ["b"]}, "Zelfde sector"),
        ({"theme": ["a"], "sector": ["b"]}, "Zelfde thema en sector"),
        ({"theme": ["a"], "region": ["c"]}, "Zelfde thema en regio"),
        ({"sector": ["b"], "region": ["c"]}, "Zelfde sector en regio"),
        ({"theme": ["a"], "sector": ["b"], "region": ["c"]}, "Zelfde thema, sector en regio"),
    ],
)
def test_the_reason_is_what_is_shared(home: Page, shared: dict, reason: str) -> None:
    card = own(home, theme=["a"], sector=["b"], region=["c"], presence=["room"])
    make_card(home, facets={**shared, "presence": ["room"]})
    assert [kin.reason for kin in find_kin(card)] == [reason]


def test_a_region_or_a_way_to_meet_alone_makes_no_kin(home: Page) -> None:
    card = own(home, theme=["a"], region=["c"], presence=["room"])
    make_card(home, facets={"region": ["c"], "presence": ["room"]})
    assert find_kin(card) == []


def test_itself_and_what_was_chosen_and_what_is_not_live_are_left_out(home: Page) -> None:
    card = own(home, theme=["a"])
    make_card(home, key=card.key, lang="en")
    chosen = make_card(home, title="Gekozen", facets={"theme": ["a"]})
    make_card(home, title="Lijst", kind="index", facets={"theme": ["a"]})
    assert find_kin(card, leave_out=[chosen.key]) == []
    assert [kin.card for kin in find_kin(card)] == [chosen]
    Page.objects.filter(pk=home.pk).update(live=False)
    assert find_kin(card) == []


def test_the_newest_comes_first_among_equals_in_the_readers_language(home: Page) -> None:
    card = own(home, theme=["a"])
    old = make_card(home, facets={"theme": ["a"]})
    new = make_card(home, facets={"theme": ["a"]}, published=datetime(2026, 12, 1, tzinfo=UTC))
    make_card(home, key=new.key, lang="en", title="In English")
    assert [kin.card for kin in find_kin(card)] == [new, old]


@pytest.mark.parametrize("many", [1, 3])
def test_one_query_finds_them(home: Page, many: int, django_assert_num_queries: Any) -> None:
    card = own(home, theme=["a"])
    for _number in range(many):
        make_card(home, facets={"theme": ["a"]})
    with django_assert_num_queries(1):
        assert len(find_kin(card)) == many


@pytest.mark.parametrize(
    ("lang", "reason", "title"),
    [("nl", "Zelfde thema", "Lijkt hierop"), ("en", "Same theme", "Like this one")],
)
def test_a_page_shows_what_is_like_it_beside_what_was_chosen(
    client: Client, tree: dict[str, HomePage], lang: str, reason: str, title: str
) -> None:
    page = case_page(title="Streekbrood", themes=[theme()])
    chosen = case_page(title="Gekozen", themes=[theme()])
    publish(page, related=[("page", chosen)])
    practice_page(title="Verwant", themes=[theme()])
    address = Card.objects.get(key=page.translation_key, lang=lang).path
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    assert [link.text for link in soup.select(".kin a")] == ["Verwant"]
    assert soup.select_one(".kin__reason").text == reason
    assert soup.select_one(".kin").find_previous("h2").text == title
    assert "Gekozen" in soup.select_one(".related").text
