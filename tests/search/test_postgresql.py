"""What is PostgreSQL's own in search."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from brink.jobs.runner import run_due
from search.engines import EmbeddedEngine
from search.language import make_plan
from search.query import Query
from tests.factories.pages import add_page


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_set_for_a_search_ends_with_it(tree: Any, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    add_page(tree["nl"], title="Boerenkaas")
    run_due()

    query = Query(make_plan("boerenkaas", "nl"), "nl", timezone.now())
    assert EmbeddedEngine().search(query).total == 1

    assert (setting("jit"), setting("enable_seqscan")) == ("on", "on")


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]
