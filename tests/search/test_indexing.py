"""What is published is found, and nothing else: pages, their jobs and both engines together."""

from dataclasses import replace
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.pages.models import Card, PlainPage
from search.engines import ElasticsearchEngine, EmbeddedEngine, Engine, EngineFailure
from search.indexing import bring_up_to_date
from search.language import make_plan
from search.models import Entry
from search.query import Query
from tests.factories.events import event_page
from tests.factories.pages import add_page, add_translation, publish
from tests.search.test_engines import make_item

pytestmark = pytest.mark.django_db


def found(engine: Engine, text: str) -> list[str]:
    """The titles found, for a Dutch reader, after all jobs have run."""
    run_due()
    engine.refresh()
    results = engine.search(Query(make_plan(text, "nl"), "nl", timezone.now()))
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
    results = engine.search(Query(make_plan("winkel", "nl"), "nl", timezone.now()))
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
def test_a_rebuild_leaves_one_index_behind_the_alias_and_the_one_before(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage]
) -> None:
    for _number in range(2):
        (before,) = elasticsearch.indices()
        call_command("search_rebuild", "--quiet", stdout=StringIO())
        (after,) = elasticsearch.indices()
        kept = elasticsearch.indices(elasticsearch.previous)
        assert after != before
        assert kept == [before]
        assert set(on_the_server(elasticsearch)) == {before, after}
        assert elasticsearch.indices(elasticsearch.next) == []


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


def fail(*args: Any, **kwargs: Any) -> None:
    raise EngineFailure("no space left")


def interrupt(*args: Any, **kwargs: Any) -> None:
    raise KeyboardInterrupt


def on_the_server(engine: ElasticsearchEngine) -> list[str]:
    return list(engine.client.indices.get(index=f"{engine.alias}-*").body)


@pytest.mark.elasticsearch
@pytest.mark.parametrize("method", ["write_to", "versions", "swap_in"])
def test_a_rebuild_that_fails_before_the_step_leaves_everything_as_it_was(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage], monkeypatch: Any, method: str
) -> None:
    add_page(tree["nl"], title="Streekbrood")
    assert found(elasticsearch, "streekbrood") == ["Streekbrood"]
    before = elasticsearch.indices()
    monkeypatch.setattr(ElasticsearchEngine, method, fail)
    with pytest.raises(CommandError, match=r"readers still have the one they had.*no space left"):
        call_command("search_rebuild", "--quiet", stdout=StringIO())
    assert on_the_server(elasticsearch) == elasticsearch.indices() == before
    monkeypatch.setattr(ElasticsearchEngine, method, interrupt)
    with pytest.raises(KeyboardInterrupt):
        call_command("search_rebuild", "--quiet", stdout=StringIO())
    assert on_the_server(elasticsearch) == before
    assert found(elasticsearch, "streekbrood") == ["Streekbrood"]


@pytest.mark.elasticsearch
def test_a_rebuild_that_fails_after_the_step_says_that_readers_have_the_new_index(
    elasticsearch: ElasticsearchEngine, tree: dict[str, HomePage], monkeypatch: Any
) -> None:
    add_page(tree["nl"], title="Streekbrood")
    call_command("search_rebuild", "--quiet", stdout=StringIO())
    before = elasticsearch.indices()
    monkeypatch.setattr(ElasticsearchEngine, "drop", lambda self, names: names and fail())
    with pytest.raises(CommandError, match="no space left") as caught:
        call_command("search_rebuild", "--quiet", stdout=StringIO())
    (now,) = elasticsearch.indices()
    assert [now] != before
    assert str(caught.value).startswith(f"Readers have {now}; older ones were not deleted")
    assert found(elasticsearch, "streekbrood") == ["Streekbrood"]


@pytest.mark.elasticsearch
def test_what_is_newer_in_the_index_does_not_stop_the_rest_of_a_long_write(
    elasticsearch: ElasticsearchEngine, page: Page
) -> None:
    """The client sends some hundreds at a time."""
    new = make_item(page, "Streekbrood", version=5)
    elasticsearch.index([new])
    old = replace(new, version=4)
    elasticsearch.index([old, *(replace(old, key=uuid4()) for _number in range(600))])
    elasticsearch.refresh()
    assert elasticsearch.search(Query(make_plan("", "nl"), "nl", timezone.now())).total == 601
