"""What is published is found, and nothing else: pages, their jobs and both engines together."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.pages.models import Card, PlainPage
from search.engines import ElasticsearchEngine, EmbeddedEngine, Engine
from search.indexing import bring_up_to_date
from search.language import make_plan
from search.models import Entry
from search.query import Query
from tests.factories.events import event_page
from tests.factories.pages import add_page, add_translation, publish

pytestmark = pytest.mark.django_db


def found(engine: Engine, text: str) -> list[str]:
    """The titles found, for a Dutch reader, after all jobs have run."""
    run_due()
    engine.refresh()
    results = engine.search(Query(make_plan(text), "nl", timezone.now()))
    assert results.total == len(results.hits) == sum(results.facets["kind"].values())
    cards = {card.key: card for card in Card.objects.filter(lang="nl")}
    return [cards[hit.key].title for hit in results.hits]


@pytest.fixture
def article(engine: Engine, tree: dict[str, HomePage]) -> PlainPage:
    return add_page(tree["nl"], title="Streekbrood", summary="De bakker rijdt rond.")


def test_a_published_page_is_found_by_its_words(engine: Engine, article: PlainPage) -> None:
    assert found(engine, "streekbrood") == ["Streekbrood"]
    assert found(engine, "bakkers") == ["Streekbrood"]


def test_home_and_lists_are_no_results(engine: Engine, article: PlainPage) -> None:
    assert found(engine, "") == ["Streekbrood"]


def test_an_edit_changes_what_is_found(engine: Engine, article: PlainPage) -> None:
    assert found(engine, "streekbrood") == ["Streekbrood"]
    publish(article, title="Boerenkaas", summary="De boer rijdt rond.")
    assert found(engine, "streekbrood") == []
    assert found(engine, "boerenkaas") == ["Boerenkaas"]


def test_a_draft_is_not_found(engine: Engine, article: PlainPage) -> None:
    draft = article.get_latest_revision_as_object()
    draft.title = "Geheim"
    draft.save_revision()
    assert found(engine, "geheim") == []
    add_page(article.get_parent(), title="Geheim plan", slug="geheim", live=False)
    assert found(engine, "geheim") == []


def test_an_unpublished_page_is_not_found(engine: Engine, article: PlainPage) -> None:
    assert found(engine, "streekbrood") == ["Streekbrood"]
    article.unpublish()
    assert found(engine, "streekbrood") == []
    assert not Entry.objects.exists()


def test_an_expired_page_is_not_found(engine: Engine, article: PlainPage) -> None:
    assert found(engine, "streekbrood") == ["Streekbrood"]
    article.expire_at = timezone.now() - timezone.timedelta(minutes=1)
    article.save_revision().publish()
    call_command("publish_scheduled", stdout=StringIO())
    assert found(engine, "streekbrood") == []


def test_a_deleted_page_is_not_found(engine: Engine, article: PlainPage) -> None:
    assert found(engine, "streekbrood") == ["Streekbrood"]
    article.delete()
    assert found(engine, "streekbrood") == []


def test_one_item_in_two_languages_is_one_result(
    engine: Engine, article: PlainPage, tree: dict[str, HomePage]
) -> None:
    add_translation(article, tree["en"], title="Regional bread", summary="The baker drives.")
    assert found(engine, "bread") == ["Streekbrood"]
    assert found(engine, "streekbrood") == ["Streekbrood"]


def test_an_event_is_found_with_its_facets(engine: Engine, tree: dict[str, HomePage]) -> None:
    event_page(title="Sectortafel winkel")
    assert found(engine, "sectortafel") == ["Sectortafel winkel"]
    results = engine.search(Query(make_plan("winkel"), "nl", timezone.now()))
    assert results.facets["kind"] == {"event": 1}


def test_a_page_hidden_without_a_publish_is_not_found(engine: Engine, article: PlainPage) -> None:
    """A bulk update tells nobody, so the embedded engine asks the database itself."""
    assert found(engine, "streekbrood") == ["Streekbrood"]
    PlainPage.objects.filter(pk=article.pk).update(live=False)
    assert found(EmbeddedEngine(), "streekbrood") == []


def test_a_rebuild_finds_what_was_lost_and_forgets_what_is_gone(
    engine: Engine, article: PlainPage
) -> None:
    run_due()
    engine.clear()
    assert found(engine, "streekbrood") == []
    out = StringIO()
    call_command("search_rebuild", "--quiet", stdout=out)
    assert "Indexed 1 items" in out.getvalue()
    assert found(engine, "streekbrood") == ["Streekbrood"]


def test_a_rebuild_removes_entries_of_items_that_are_gone(
    engine: Engine, article: PlainPage
) -> None:
    run_due()
    Card.objects.filter(key=article.translation_key).delete()
    call_command("search_rebuild", "--quiet", stdout=StringIO())
    assert not Entry.objects.exists()
    assert found(engine, "") == []


@pytest.mark.elasticsearch
def test_a_rebuild_leaves_one_index_behind_the_alias(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    before = elasticsearch.indices()
    call_command("search_rebuild", "--quiet", stdout=StringIO())
    after = elasticsearch.indices()
    assert len(after) == 1
    assert after != before
    assert list(elasticsearch.client.indices.get(index=f"{elasticsearch.alias}-*").body) == after


@pytest.mark.elasticsearch
def test_without_an_index_nothing_is_written_and_none_is_made(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    page = add_page(tree["nl"], title="Streekbrood")
    elasticsearch.writer.indices.delete(index=elasticsearch.indices()[0])
    bring_up_to_date([page.translation_key])
    assert Entry.objects.count() == 1
    assert elasticsearch.indices() == []
    call_command("search_rebuild", "--quiet", stdout=StringIO())
    assert found(elasticsearch, "streekbrood") == ["Streekbrood"]


@pytest.mark.elasticsearch
def test_what_is_edited_during_a_rebuild_is_in_the_new_index(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage], monkeypatch: Any
) -> None:
    kept = add_page(tree["nl"], title="Streekbrood", slug="a")
    gone = add_page(tree["nl"], title="Boerenkaas", slug="b")
    run_due()
    fill = ElasticsearchEngine.fill

    def fill_while_editors_work(self: ElasticsearchEngine, *args: Any) -> None:
        fill(self, *args)
        publish(kept, title="Roggebrood")
        gone.delete()
        run_due()

    monkeypatch.setattr(ElasticsearchEngine, "fill", fill_while_editors_work)
    call_command("search_rebuild", "--quiet", stdout=StringIO())
    assert found(elasticsearch, "") == ["Roggebrood"]
    assert found(elasticsearch, "streekbrood") == []
