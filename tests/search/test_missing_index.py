"""The index of a new server is made by a step that every update repeats."""

from io import StringIO

import pytest
from django.core.management import call_command

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from search.engines import ElasticsearchEngine, EmbeddedEngine
from search.models import Entry
from tests.factories.pages import add_page

pytestmark = pytest.mark.django_db


def rebuild_if_missing() -> str:
    told = StringIO()
    call_command("search_rebuild", "--quiet", "--if-missing", stdout=told)
    return told.getvalue()


def test_the_embedded_index_is_never_missing(settings, tree: dict[str, HomePage]) -> None:
    settings.ELASTICSEARCH_URL = []
    add_page(tree["nl"], title="Streekbrood")
    run_due()
    EmbeddedEngine().clear()

    assert rebuild_if_missing() == ""
    assert not Entry.objects.exists(), "nothing was rebuilt"


@pytest.mark.elasticsearch
def test_a_missing_index_is_made_and_filled_once(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    add_page(tree["nl"], title="Streekbrood")
    elasticsearch.writer.indices.delete(index=elasticsearch.indices()[0])

    assert "Indexed 1 items" in rebuild_if_missing()
    made = elasticsearch.indices()
    assert rebuild_if_missing() == ""
    assert elasticsearch.indices() == made
