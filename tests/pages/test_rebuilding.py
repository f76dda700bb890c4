import uuid
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from brink.pages.models import Card, ContentVersion, ItemFacet
from tests.factories.pages import add_page, add_translation, make_card

pytestmark = pytest.mark.django_db


def run(**options: Any) -> str:
    out = StringIO()
    call_command("rebuild_cards", stdout=out, **options)
    return out.getvalue()


def snapshot() -> list[dict]:
    return list(Card.objects.order_by("key", "lang").values())


@pytest.fixture
def items(tree: Any) -> None:
    page = add_page(tree["nl"], slug="een", summary="Kort")
    add_translation(page, tree["en"], slug="one")
    add_page(tree["nl"], slug="twee", other_title="Two")


@pytest.mark.usefixtures("items")
def test_right_copies_are_left_alone() -> None:
    before, version = snapshot(), ContentVersion.objects.get(pk=1).number
    assert run().endswith("7 items read, 0 were made right.\n")
    assert run(check=True).endswith("7 items read, 0 differ.\n")
    assert snapshot() == before
    assert ContentVersion.objects.get(pk=1).number == version


@pytest.mark.usefixtures("items")
def test_wrong_and_missing_copies_are_made_right(tree: Any) -> None:
    before = snapshot()
    wrong = Card.objects.get(path="/en/one/")
    Card.objects.filter(pk=wrong.pk).update(title="x", path="/en/x/")
    Card.objects.filter(path="/nl/twee/").delete()
    ItemFacet.objects.create(key=wrong.key, facet="theme", code="export")
    with pytest.raises(CommandError, match="2 of 7 items differ"):
        run(check=True)
    out = run()
    assert f"{wrong.key}: en: path, en: title, facet theme=export" in out
    assert "nl: card missing" in out
    strip = [{name: v for name, v in row.items() if name not in STAMPS} for row in snapshot()]
    assert strip == [{n: v for n, v in row.items() if n not in STAMPS} for row in before]
    assert not ItemFacet.objects.exists()


STAMPS = ("id", "published", "changed")


@pytest.mark.usefixtures("items")
def test_cards_of_nothing_are_removed(tree: Any) -> None:
    key = uuid.uuid4()
    make_card(tree["nl"], key=key, facets={"theme": ["export"]})
    assert f"{key}: facet theme=export, nl: card of nothing" in run()
    assert not Card.objects.filter(key=key).exists()
    assert not ItemFacet.objects.exists()
