import pytest
from django.http import QueryDict

from brink.pages.filters import Chosen, read_filters
from brink.themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _themes() -> None:
    Theme.objects.create(code="export", label_nl="Uitvoer", label_en="Export")
    Theme.objects.create(code="zorg", label_nl="Zorg", label_en="Care")


def test_codes_are_read_once_each_and_unknown_ones_set_apart() -> None:
    query = QueryDict("theme=zorg&theme=export&theme=zorg&theme=niets&theme=&sector=x&kind=case")
    filters = read_filters(query, ["theme", "sector"])
    assert filters.codes == {"theme": ["zorg", "export"]}
    assert filters.unknown == [("theme", "niets"), ("sector", "x")]
    assert not filters.is_known
    assert filters.rest == (("kind", "case"),)


def test_query_is_the_same_whatever_the_order() -> None:
    one = read_filters(QueryDict("theme=zorg&theme=export&past=1"), ["theme"])
    other = read_filters(QueryDict("theme=export&past=1&theme=zorg"), ["theme"])
    assert one.query == other.query == "theme=export&theme=zorg"


def test_chosen_leads_to_the_list_without_it_and_without_a_page_number() -> None:
    filters = read_filters(QueryDict("theme=zorg&theme=export&past=1&page=3"), ["theme"])
    assert filters.chosen == [
        Chosen("theme", "zorg", "Zorg", "?theme=export&past=1"),
        Chosen("theme", "export", "Uitvoer", "?theme=zorg&past=1"),
    ]
    assert filters.clear == "?past=1"
    assert filters.others("theme") == {}


def test_nothing_chosen_is_false_and_known() -> None:
    filters = read_filters(QueryDict("theme="), ["theme"])
    assert not filters
    assert filters.is_known
    assert filters.clear == "?"


@pytest.mark.parametrize("code", ["\x00", "'", "é" * 5000, "export\n", "EXPORT"])
def test_odd_codes_are_unknown(code: str) -> None:
    query = QueryDict(mutable=True)
    query["theme"] = code
    assert read_filters(query, ["theme"]).unknown == [("theme", code)]
