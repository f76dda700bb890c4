"""Results that editors put first."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from brink.home.models import HomePage
from search import reading
from search.counting.visit import is_empty
from search.engines import Engine
from search.language import make_plan
from search.models import PromotedResult
from search.query import Query
from search.rules.memo import look_again
from tests.factories.events import event_page
from tests.factories.pages import add_page
from tests.search.test_page import get, settle, titles

pytestmark = pytest.mark.django_db
MARK = "Gekozen door de redactie"


@pytest.fixture
def bread(engine: Engine, tree: dict[str, HomePage]) -> Any:
    """Three pages about bread, and one that has none of the words."""
    for number in range(3):
        add_page(tree["nl"], title=f"Streekbrood {number}", summary="De bakker.")
    page = add_page(tree["nl"], title="Subsidie", summary="Geld voor een oven.")
    settle(engine)
    return page


def promote(page: Any, queries: str = "streekbrood\nvers brood", **fields: Any) -> PromotedResult:
    promoted = PromotedResult(page=page, queries=queries, **fields)
    promoted.full_clean()
    promoted.save()
    look_again()  # the commit of a test never comes
    return promoted


@pytest.mark.parametrize("query", ["streekbrood", "Streekbroden", "het streekbrood", "BROOD vers"])
def test_a_promoted_page_comes_first_with_a_mark(client: Client, bread: Any, query: str) -> None:
    promote(bread)
    html = get(client, q=query)
    assert titles(html)[0] == "Subsidie"
    assert html.count(MARK) == 1


def test_a_promoted_page_is_counted_once(client: Client, bread: Any, tree: Any) -> None:
    one = next(p for p in tree["nl"].get_children() if p.title == "Streekbrood 1")
    assert "3 resultaten" in get(client, q="streekbrood")
    promote(one, queries="streekbrood")
    html = get(client, q="streekbrood")
    assert "3 resultaten" in html
    assert titles(html)[0] == "Streekbrood 1"
    assert len(set(titles(html))) == 3


def test_a_misspelt_query_is_put_right_whatever_is_promoted(
    client: Client, engine: Engine, bread: Any
) -> None:
    add_page(bread.get_parent(), title="Innovatie in de zorg")
    settle(engine)
    for page in bread.get_siblings().filter(title__startswith="Streekbrood"):
        promote(page, queries="inovatie zorg")
    html = get(client, q="inovatie zorg")
    assert "Niets gevonden met “inovatie zorg”" in html
    assert "4 resultaten" in html
    assert titles(html)[3] == "Innovatie in de zorg"


def test_a_promoted_page_alone_is_no_result_of_the_words(engine: Engine, bread: Any) -> None:
    query = Query(make_plan("xylofoon", "nl"), "nl", timezone.now(), first=(bread.translation_key,))
    answer = reading.find_widely(query)
    assert (answer.results.total, answer.results.matched, answer.exact) == (1, 0, 0)
    assert is_empty(answer)


def test_promoted_pages_stand_in_their_order_whatever_they_are(engine: Engine, bread: Any) -> None:
    """Among so many the boost of an event to come is more than what a page is ahead of it."""
    first = (bread.translation_key, event_page(title="Bakkersdag").translation_key)
    settle(engine)
    many = (*first, *(uuid4() for _number in range(15)))
    found = engine.search(Query(make_plan("brood", "nl"), "nl", timezone.now(), first=many))
    assert tuple(hit.key for hit in found.hits[:2]) == first


def test_promoted_pages_stand_on_the_first_page_only(
    client: Client, engine: Engine, bread: Any, tree: dict[str, HomePage]
) -> None:
    for number in range(20):
        add_page(tree["nl"], title=f"Streekbrood van {number}")
    settle(engine)
    promote(bread)
    both = titles(get(client, q="streekbrood")), titles(get(client, q="streekbrood", page=2))
    assert both[0][0] == "Subsidie"
    assert [len(page) for page in both] == [20, 4]
    assert len({*both[0], *both[1]}) == 24


def test_a_choice_that_a_promoted_page_does_not_fit_leaves_it_out(
    client: Client, bread: Any
) -> None:
    promote(bread)
    assert titles(get(client, q="streekbrood", kind="event")) == []
    assert titles(get(client, q="streekbrood", kind="page"))[0] == "Subsidie"


@pytest.mark.parametrize("query", ["streekbrood kopen", "brood", "oven"])
def test_another_query_has_no_promoted_page(client: Client, bread: Any, query: str) -> None:
    promote(bread)
    assert MARK not in get(client, q=query)


def hide(page: Any) -> None:
    page.unpublish()


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def expire(page: Any) -> None:
    page.expire_at = timezone.now() - timedelta(hours=1)
    page.live, page.expired = False, True
    page.save()


@pytest.mark.parametrize("lose", [hide, restrict, expire])
def test_a_page_that_not_everybody_may_see_is_never_promoted(
    client: Client, engine: Engine, bread: Any, lose: Any
) -> None:
    promote(bread)
    assert MARK in get(client, q="streekbrood")
    lose(bread)
    html = get(client, q="streekbrood")
    assert "Subsidie" not in titles(html)
    assert MARK not in html
    settle(engine)
    html = get(client, q="streekbrood")
    assert "3 resultaten" in html
    assert MARK not in html


@pytest.mark.parametrize(("days", "is_first"), [(0, True), (-1, False), (1, True)])
def test_a_promotion_ends_after_its_day(
    client: Client, bread: Any, days: int, is_first: bool
) -> None:
    promote(bread, until=timezone.localdate() + timedelta(days=1))
    PromotedResult.objects.update(until=timezone.localdate() + timedelta(days=days))
    look_again()
    assert (MARK in get(client, q="streekbrood")) is is_first


def test_a_new_promotion_whose_last_day_has_been_is_refused(bread: Any) -> None:
    today = timezone.localdate()
    with pytest.raises(ValidationError) as refused:
        promote(bread, until=today - timedelta(days=1))
    assert list(refused.value.message_dict) == ["until"]
    assert "Deze dag is geweest" in refused.value.message_dict["until"][0]
    promoted = promote(bread, until=today)
    promoted.until = today - timedelta(days=1)
    promoted.full_clean()  # so it is stopped, and its words can be mended afterwards


def test_a_promotion_may_be_for_readers_of_one_language(client: Client, bread: Any) -> None:
    promote(bread, lang="en")
    assert "Chosen by the editors" in get(client, "en", q="streekbrood")
    assert MARK not in get(client, q="streekbrood")


def test_a_page_that_is_deleted_takes_its_promotion_along(client: Client, bread: Any) -> None:
    promote(bread)
    bread.delete()
    look_again()
    assert not PromotedResult.objects.exists()
    assert MARK not in get(client, q="streekbrood")


def test_a_page_that_search_does_not_show_is_refused(tree: dict[str, HomePage]) -> None:
    with pytest.raises(ValidationError) as refused:
        promote(tree["nl"], queries="streekbrood")
    assert list(refused.value.message_dict) == ["page"]


@pytest.mark.parametrize("queries", ["brood\n!!", "  \n "])
def test_a_query_without_a_word_is_refused(bread: Any, queries: str) -> None:
    with pytest.raises(ValidationError) as refused:
        promote(bread, queries=queries)
    assert list(refused.value.message_dict) == ["queries"]
