from typing import Any

import pytest
from django.http import Http404
from django.template.loader import render_to_string

from brink.pages.models import Card
from brink.pages.paging import page_of
from brink.pages.templatetags.drawing import near_numbers
from tests.factories.pages import make_card


@pytest.mark.parametrize("number", [None, "", "1", 1])
def test_first_page_is_the_one_nobody_asked_for(number: Any) -> None:
    assert list(page_of(range(30), number)) == list(range(20))


def test_last_page_holds_the_rest() -> None:
    assert list(page_of(range(30), "2")) == list(range(20, 30))


def test_empty_list_has_a_first_page() -> None:
    assert list(page_of([], None)) == []


@pytest.mark.parametrize(
    "number", ["0", "-1", "3", "x", "1.5", "01", "١", "9" * 5000, "\x00", " 1"]
)
def test_page_that_does_not_exist_is_not_found(number: str) -> None:
    with pytest.raises(Http404):
        page_of(range(30), number)


@pytest.mark.parametrize(
    ("items", "number", "shown"),
    [
        (21, 1, [1, 2]),
        (100, 1, [1, 2, 3, 4, 5]),
        (100, 5, [1, 2, 3, 4, 5]),
        (200, 1, [1, 2, 3, "…", 10]),
        (200, 5, [1, 2, 3, 4, 5, 6, 7, "…", 10]),
        (200, 6, [1, "…", 4, 5, 6, 7, 8, 9, 10]),
        (200, 10, [1, "…", 8, 9, 10]),
    ],
)
def test_first_last_and_near_pages_are_shown(
    items: int, number: int, shown: list[int | str]
) -> None:
    assert list(near_numbers(page_of(range(items), number))) == shown


def test_gap_between_pages_is_no_link() -> None:
    page = page_of(range(200), 1)
    html = render_to_string("components/pagination.html", {"page": page})
    assert '<li class="pagination__gap" aria-hidden="true">…</li>' in html
    assert "page=…" not in html


def test_numbers_of_very_many_pages_are_not_walked_through() -> None:
    class Endless:
        """As `range`, and an error for who asks for all of it."""

        def count(self) -> int:
            return 10**12

        def __getitem__(self, _of: slice) -> list[int]:
            return []

    numbers = list(near_numbers(page_of(Endless(), 3)))
    assert numbers == [1, 2, 3, 4, 5, "…", 10**12 // 20]


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_cards_takes_two_queries(
    tree: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_card(tree["nl"])
    with django_assert_num_queries(2):
        assert len(list(page_of(Card.objects.of_kind("case").newest(), "1"))) == number
