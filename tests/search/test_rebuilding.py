"""A new index while editors and readers go on, and the way back."""

import time
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from search import rebuilding
from search.comparing import Difference, compare_server
from search.engines import ElasticsearchEngine, EngineFailure, indices
from search.verifying import Verdict
from tests.factories.pages import add_page, publish
from tests.search.test_engines import search
from tests.search.test_indexing import found

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def rebuild() -> str:
    told = StringIO()
    call_command("search_rebuild", "--quiet", stdout=told)
    return told.getvalue()


def roll_back() -> str:
    told = StringIO()
    call_command("search_rollback", stdout=told)
    return told.getvalue()


def between_reading_and_writing(monkeypatch: Any, meanwhile: Callable[[], None]) -> None:
    """Once, when a page of items was read for the new index and is not written yet."""
    fill, times = rebuilding.fill, []

    def fill_later(*args: Any) -> None:
        if not times:
            times.append(1)
            meanwhile()
        fill(*args)

    monkeypatch.setattr(rebuilding, "fill", fill_later)


def do_not_verify(monkeypatch: Any) -> None:
    verdict = Verdict("", Difference(), Difference())
    monkeypatch.setattr(rebuilding, "verify_index", lambda *_args: verdict)


@pytest.fixture
def editors_work(tree: dict[str, HomePage]) -> Callable[[], None]:
    """An edit, a delete and a new page, each with its job done."""
    kept = add_page(tree["nl"], title="Streekbrood", slug="a")
    gone = add_page(tree["nl"], title="Boerenkaas", slug="b")
    run_due()

    def work() -> None:
        publish(kept, title="Roggebrood")
        gone.delete()
        add_page(tree["nl"], title="Appelstroop", slug="c")
        run_due()

    return work


@pytest.mark.parametrize("is_verified", [True, False])
def test_what_is_edited_while_a_page_is_written_is_in_the_new_index(
    elasticsearch: ElasticsearchEngine,
    editors_work: Callable[[], None],
    monkeypatch: Any,
    is_verified: bool,
) -> None:
    """By the writes to both alone, too."""
    if not is_verified:
        do_not_verify(monkeypatch)
    between_reading_and_writing(monkeypatch, editors_work)

    rebuild()

    assert sorted(found(elasticsearch, "")) == ["Appelstroop", "Roggebrood"]
    assert found(elasticsearch, "streekbrood") == []
    assert not compare_server(elasticsearch, elasticsearch.alias)


def test_without_writes_to_both_the_edits_would_be_lost(
    elasticsearch: ElasticsearchEngine, editors_work: Callable[[], None], monkeypatch: Any
) -> None:
    """The control: the editors do work in the gap."""
    do_not_verify(monkeypatch)
    standing = ElasticsearchEngine.standing

    def blind(self: ElasticsearchEngine) -> dict[str, list[str]]:
        return {alias: names for alias, names in standing(self).items() if alias != self.next}

    def work_blindly() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(ElasticsearchEngine, "standing", blind)
            editors_work()

    between_reading_and_writing(monkeypatch, work_blindly)
    rebuild()

    assert compare_server(elasticsearch, elasticsearch.alias)


@pytest.mark.slow
@pytest.mark.parametrize("is_verified", [True, False])
def test_a_delete_that_was_forgotten_before_the_page_is_written_is_no_ghost(
    elasticsearch: ElasticsearchEngine,
    editors_work: Callable[[], None],
    monkeypatch: Any,
    is_verified: bool,
) -> None:
    """Since the new index is compared with the database; without that it is one."""
    monkeypatch.setattr(indices, "GC_DELETES", "1s")
    if not is_verified:
        do_not_verify(monkeypatch)

    def work_and_wait() -> None:
        editors_work()
        time.sleep(3)
        elasticsearch.writer.indices.refresh(index=elasticsearch.next)

    between_reading_and_writing(monkeypatch, work_and_wait)
    rebuild()

    difference = compare_server(elasticsearch, elasticsearch.alias)
    assert len(difference.ghosts) == (0 if is_verified else 1)


def test_what_is_edited_during_the_first_rebuild_is_in_the_index(
    elasticsearch: ElasticsearchEngine, editors_work: Callable[[], None], monkeypatch: Any
) -> None:
    for index in elasticsearch.indices():
        elasticsearch.writer.indices.delete(index=index)
    between_reading_and_writing(monkeypatch, editors_work)

    rebuild()

    assert sorted(found(elasticsearch, "")) == ["Appelstroop", "Roggebrood"]


def test_readers_meet_no_empty_index_while_it_is_built(
    elasticsearch: ElasticsearchEngine, editors_work: Callable[[], None], monkeypatch: Any
) -> None:
    totals: list[int] = []
    for name in ("fill", "verify_index"):
        step = getattr(rebuilding, name)

        def look_first(*args: Any, step: Any = step) -> Any:
            totals.append(search(elasticsearch).total)
            return step(*args)

        monkeypatch.setattr(rebuilding, name, look_first)
    elasticsearch.refresh()

    rebuild()
    totals.append(search(elasticsearch).total)

    assert totals == [2, 2, 2]


def test_an_index_that_cannot_be_brought_in_line_never_reaches_readers(
    elasticsearch: ElasticsearchEngine, editors_work: Callable[[], None], monkeypatch: Any
) -> None:
    before = elasticsearch.indices()
    monkeypatch.setattr(rebuilding, "fill", lambda *_args: None)
    monkeypatch.setattr("search.verifying.mend", lambda *_args: None)

    with pytest.raises(CommandError, match=r"readers still have.*2 missing, 0 stale, 0 ghosts"):
        rebuild()

    assert elasticsearch.indices() == before
    assert elasticsearch.indices(elasticsearch.next) == []


def test_a_roll_back_gives_the_index_before_with_what_was_edited_since(
    elasticsearch: ElasticsearchEngine, editors_work: Callable[[], None]
) -> None:
    (old,) = elasticsearch.indices()
    rebuild()
    (new,) = elasticsearch.indices()
    editors_work()

    assert old in roll_back()

    assert elasticsearch.indices() == [old]
    assert elasticsearch.indices(elasticsearch.previous) == [new]
    assert elasticsearch.indices(elasticsearch.next) == []
    assert sorted(found(elasticsearch, "")) == ["Appelstroop", "Roggebrood"]
    assert new in roll_back(), "and forth again"


def test_a_roll_back_without_an_index_from_before_says_so(
    elasticsearch: ElasticsearchEngine, settings: Any
) -> None:
    with pytest.raises(CommandError, match="no index from before"):
        roll_back()
    settings.ELASTICSEARCH_URL = []
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL is not set"):
        roll_back()


def test_an_index_from_before_that_cannot_be_written_is_given_all_the_same(
    elasticsearch: ElasticsearchEngine, editors_work: Callable[[], None], monkeypatch: Any
) -> None:
    (old,) = elasticsearch.indices()
    rebuild()

    def fail(*_args: Any) -> None:
        raise EngineFailure("strict_dynamic_mapping_exception")

    monkeypatch.setattr(rebuilding, "verify_index", fail)
    with pytest.raises(CommandError, match="could not be brought up to date: 0 missing, 2 stale"):
        roll_back()
    assert elasticsearch.indices() == [old]


def test_what_a_killed_rebuild_left_is_removed_by_the_next(
    elasticsearch: ElasticsearchEngine, editors_work: Callable[[], None]
) -> None:
    left = elasticsearch.make_index(elasticsearch.next)
    editors_work()
    assert left in elasticsearch.client.indices.get(index=f"{elasticsearch.alias}-*").body

    rebuild()

    assert left not in elasticsearch.client.indices.get(index=f"{elasticsearch.alias}-*").body


def test_two_rebuilds_at_once_are_one(elasticsearch: ElasticsearchEngine) -> None:
    before = elasticsearch.indices()
    cache.add(rebuilding.LOCK, timezone.now(), 60)
    with pytest.raises(CommandError, match="Another rebuild is at work"):
        rebuild()
    assert elasticsearch.indices() == before
    cache.delete(rebuilding.LOCK)
    assert "a second" in rebuild()
