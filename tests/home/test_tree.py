import pytest

from brink.home.models import HomePage
from brink.home.tree import build_tree
from brink.pages.models import Card


def test_build_tree_gives_the_fixed_addresses(tree: dict[str, HomePage]) -> None:
    paths = set(Card.objects.values_list("path", flat=True))
    assert paths == {
        *("/nl/", "/nl/agenda/", "/nl/praktijkverhalen/"),
        *("/nl/goede-praktijken/", "/nl/masterclasses/"),
        *("/en/", "/en/events/", "/en/case-studies/"),
        *("/en/best-practices/", "/en/masterclasses/"),
    }


@pytest.mark.django_db
def test_build_tree_twice_changes_nothing(tree: dict[str, HomePage]) -> None:
    before = list(Card.objects.order_by("pk").values())
    build_tree()
    assert list(Card.objects.order_by("pk").values()) == before
