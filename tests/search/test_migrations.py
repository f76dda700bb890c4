"""What an update brings to the index that was there before it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from wagtail.models import Page

from search.engines import EmbeddedEngine
from search.models import Entry
from tests.search.test_engines import keys, make_item, search

FORMS = import_module("search.migrations.0003_forms_of_words")
BEFORE = f"INSERT INTO search_words ({FORMS.KEPT}) SELECT {FORMS.KEPT} FROM search_forms"  # noqa: S608


@pytest.mark.django_db
def test_items_are_found_by_their_words_before_the_index_is_made_anew(page: Page) -> None:
    engine, item = EmbeddedEngine(), make_item(page, "Streekbrood", body="De bakkers rijden rond.")
    engine.index([item])
    forget_forms()
    Entry.objects.update(edition=1)

    with connection.cursor() as cursor:
        FORMS.make_table(apps, SimpleNamespace(connection=connection, execute=cursor.execute))

    assert keys(search(engine, "streekbrood")) == [item.key]
    assert keys(search(engine, "bakkers")) == [item.key]
    assert engine.is_stale()
    engine.index([item])
    assert keys(search(engine, "bakker")) == [item.key]
    assert not engine.is_stale()


def forget_forms() -> None:
    """SQLite had another table before; PostgreSQL has the same one, of which the words are kept."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(BEFORE)
            cursor.execute("DROP TABLE search_forms")
