"""That the files are as README.md says. Messages name ids, never the words of a query."""

from collections import Counter

import pytest

from brink.home.demo.source import read_list
from tests.search.golden.asking import CONTENT, read_names
from tests.search.golden.queries import GOOD, HALVES, Golden, read_half

ENOUGH = 6
LISTS = ("organisations", "researchgroups")


def everything() -> list[Golden]:
    return [golden for half in HALVES for golden in read_half(half)]


def test_odd_numbers_are_seen_and_even_ones_are_not() -> None:
    assert [golden.id for golden in read_half("seen") if golden.number % 2 == 0] == []
    assert [golden.id for golden in read_half("unseen") if golden.number % 2 == 1] == []


def test_no_query_is_there_twice() -> None:
    texts = Counter((golden.text.lower(), golden.lang) for golden in everything())
    ids = Counter(golden.id for golden in everything())
    assert [
        golden.id for golden in everything() if texts[golden.text.lower(), golden.lang] > 1
    ] == []
    assert [name for name, times in ids.items() if times > 1] == []


def test_both_halves_have_enough_of_each_class() -> None:
    for half in HALVES:
        groups = Counter(golden.group for golden in read_half(half))
        assert [group for group, times in groups.items() if times < ENOUGH] == []


@pytest.mark.slow
def test_grades_are_of_items_that_are_there() -> None:
    known = {*read_names().values()}
    for name in LISTS:
        known |= {item.id for item in read_list(CONTENT / f"{name}.yaml", name)}
    assert [golden.id for golden in everything() if set(golden.grades) - known] == []
    assert {grade for golden in everything() for grade in golden.grades.values()} == {1, 2, 3}


def test_what_is_there_has_a_good_answer_and_nothing_has_none() -> None:
    wrong = [
        golden.id
        for golden in everything()
        if (max(golden.grades.values(), default=0) >= GOOD) == (golden.group == "nothing")
    ]
    assert wrong == []
