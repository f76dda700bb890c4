"""Vectors are as fresh as the index, and gone with what they are of."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.pages.models import PlainPage
from search.management.commands.search_rebuild import is_missing
from search.models import Entry
from search.vectors import encoder, keeping
from tests.factories.pages import add_page, add_translation, publish
from tests.search.test_verifying import FINE, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(settings: Any, tree: dict[str, HomePage]) -> PlainPage:
    settings.ELASTICSEARCH_URL = []
    page = add_page(tree["nl"], title="Streekbrood", summary="De bakker rijdt rond.")
    run_due()
    return page


def nearness(text: str) -> float:
    """Of the only item."""
    return encoder.nearness(text, [Entry.objects.get().vectors])[0]


def test_an_item_has_a_vector_for_readers_of_each_language(
    article: PlainPage, tree: dict[str, HomePage]
) -> None:
    assert len(Entry.objects.get().vectors) == 2 * encoder.SIZE * 4
    before = nearness("regional bread")
    add_translation(article, tree["en"], title="Regional bread", summary="The baker drives.")
    run_due()
    assert nearness("regional bread") > before + 0.1


def test_an_edit_changes_what_it_means(article: PlainPage) -> None:
    before = nearness("zonnepanelen op het dak")
    publish(article, title="Zonnepanelen", summary="Stroom van het dak.")
    run_due()
    assert nearness("zonnepanelen op het dak") > before + 0.2


def test_an_edit_of_the_body_alone_asks_no_model(article: PlainPage, monkeypatch: Any) -> None:
    monkeypatch.setattr(keeping, "ask_model", lambda question: pytest.fail("asked"))
    vectors = Entry.objects.get().vectors
    publish(article, body=[("paragraph", "<p>Elke dag om acht uur.</p>")])
    run_due()
    entry = Entry.objects.get()
    assert "acht uur" in entry.texts["nl"]
    assert entry.vectors == vectors


def test_what_is_deleted_has_none(article: PlainPage) -> None:
    article.delete()
    run_due()
    assert not Entry.objects.exists()


def test_an_edit_while_it_is_off_takes_them_away(article: PlainPage, settings: Any) -> None:
    settings.SEARCH_VECTORS = False
    publish(article, title="Zonnepanelen")
    run_due()
    assert list(Entry.objects.values_list("vectors", "vectors_sign")) == [(None, "")]


def test_a_rebuild_fills_them_when_they_are_switched_on(article: PlainPage, settings: Any) -> None:
    settings.SEARCH_VECTORS = False
    call_command("search_rebuild", quiet=True, stdout=StringIO())
    Entry.objects.update(**keeping.NONE)
    assert not is_missing()
    settings.SEARCH_VECTORS = True
    assert is_missing()
    call_command("search_rebuild", if_missing=True, quiet=True, stdout=StringIO())
    assert nearness("brood uit de streek") > 0.3
    assert not is_missing()


@pytest.mark.parametrize(
    "damage",
    [keeping.NONE, {"vectors_sign": "another-1:0"}, {"vectors_sign": f"{keeping.MODEL}:another"}],
    ids=["missing", "another model", "other texts"],
)
def test_verify_mends_what_is_missing_or_stale(article: PlainPage, damage: dict[str, Any]) -> None:
    assert verify("--dry-run") == (0, f"embedded: {FINE}\n")
    Entry.objects.update(**damage)
    assert "1 stale" in verify("--dry-run")[1]
    assert "1 stale, 0 ghosts, 0 ahead; mended" in verify()[1]
    assert verify("--dry-run") == (0, f"embedded: {FINE}\n")
