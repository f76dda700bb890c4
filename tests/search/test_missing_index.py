"""The index of a new server, or of a new release, is made by a step that every update repeats."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from search.documents import EDITION
from search.engines import ElasticsearchEngine, EmbeddedEngine
from search.indexing import bring_up_to_date
from search.language import make_plan
from search.models import Entry
from search.query import Query
from search.reading import find
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


def test_an_index_of_an_earlier_edition_is_made_anew_once(
    settings, tree: dict[str, HomePage]
) -> None:
    settings.ELASTICSEARCH_URL = []
    add_page(tree["nl"], title="Streekbrood")
    run_due()
    Entry.objects.update(edition=EDITION - 1)

    assert "Indexed 1 items" in rebuild_if_missing()
    assert Entry.objects.get().edition == EDITION
    assert rebuild_if_missing() == ""


@pytest.mark.elasticsearch
def test_an_index_of_an_earlier_release_is_left_alone_until_ours_is_full(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    page = add_page(tree["nl"], title="Streekbrood")
    writer, (ours,) = elasticsearch.writer.indices, elasticsearch.indices()
    old = f"{elasticsearch.family}-20260101000000-abcdef"
    writer.create(index=old, mappings={"dynamic": "strict"}, aliases={elasticsearch.family: {}})
    writer.delete(index=ours)

    bring_up_to_date([page.translation_key])
    assert writer.exists(index=old)
    assert find(Query(make_plan("streekbrood", "nl"), "nl", timezone.now())).is_fallback

    assert f"it replaced {old}." in rebuild_if_missing()
    assert not writer.exists(index=old)
    assert not find(Query(make_plan("streekbrood", "nl"), "nl", timezone.now())).is_fallback
