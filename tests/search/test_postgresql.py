"""What is PostgreSQL's own in search."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from brink.jobs.runner import run_due
from search.engines import EmbeddedEngine
from search.language import make_plan
from search.query import Query
from tests.factories.pages import add_page
from tests.search.test_engines import make_item


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_set_for_a_search_ends_with_it(tree: Any, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    add_page(tree["nl"], title="Boerenkaas")
    run_due()

    query = Query(make_plan("boerenkaas", "nl"), "nl", timezone.now())
    assert EmbeddedEngine().search(query).total == 1

    assert (setting("jit"), setting("enable_seqscan")) == ("on", "on")


@pytest.mark.postgresql
def test_a_word_that_none_of_the_newest_has_counts_no_less(page: Page, monkeypatch: Any) -> None:
    """How rare it is, is told by the newest that have it or a word like it."""
    monkeypatch.setattr("search.engines.postgresql.SAMPLE", 1)
    titles = (("Brood", "nl"), ("Bread", "en"), ("Bread", "en"))
    items = [make_item(page, title, lang=lang) for title, lang in titles]
    EmbeddedEngine().index(items)

    query = Query(make_plan("brood", "nl"), "nl", timezone.now())
    hits = EmbeddedEngine().search(query).hits
    assert (len(hits), hits[0].key) == (3, items[0].key)


@pytest.mark.postgresql
def test_words_of_many_items_count_no_less_than_a_guess(page: Page, monkeypatch: Any) -> None:
    """The newest that have a word say which share has it, of all there are."""
    monkeypatch.setattr("search.engines.postgresql.SAMPLE", 3)
    others = [make_item(page, f"Melk nummer {number}") for number in range(20)]
    guess = make_item(page, "From the village", lang="en", body="It is about bread.")
    items = [make_item(page, f"Brood nummer {number}") for number in range(6)]
    EmbeddedEngine().index([*others, guess, *items])

    query = Query(make_plan("brood", "nl"), "nl", timezone.now())
    hits = EmbeddedEngine().search(query).hits
    assert (len(hits), hits[-1].key) == (7, guess.key)


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]
