"""What search tells other apps: keys of the right kinds, or that it cannot tell."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from brink.jobs.runner import run_due
from brink.pages.finding import FindingFailure, find_keys
from search import finder
from search.documents import EDITION
from search.engines import ElasticsearchEngine, EmbeddedEngine, Engine
from search.models import Entry
from tests.factories.events import event_page
from tests.factories.pages import add_page, publish

pytestmark = pytest.mark.django_db


def find(text: str, lang: str = "nl") -> list[Any]:
    return find_keys(text, lang, ["event"])


@pytest.fixture
def pump(tree: dict, engine: Engine) -> Any:
    """An event and a plain page about the same; each engine in turn has indexed them."""
    page = event_page(title="Kringloop", summary="Over warmtepompen in de zaal")
    add_page(tree["nl"], title="Warmtepompen")
    run_due()
    engine.refresh()
    return page


def test_finder_gives_the_keys_of_the_kinds_asked_for(pump: Any) -> None:
    assert find("warmtepomp") == [pump.translation_key]
    assert find("warmtepomp", "en") == [pump.translation_key]
    assert find("kringloop warmtepompen") == [pump.translation_key]
    assert find("rooster") == []
    assert len(find_keys("warmtepomp", "nl", ["event", "page"])) == 2


@pytest.mark.usefixtures("pump")
@pytest.mark.parametrize("text", ["???", "“”", '"', "   "])
def test_text_without_a_word_finds_nothing(text: str) -> None:
    assert find(text) == []


def test_finder_is_bounded_and_keeps_what_comes_soonest(
    tree: dict, settings: Any, monkeypatch: Any
) -> None:
    settings.ELASTICSEARCH_URL = []
    pages = [event_page(title=f"Kringloop {number}") for number in range(4)]
    pages[1].status = "cancelled"  # a calendar tells it
    publish(pages[1])
    run_due()
    monkeypatch.setattr(finder, "MOST_KEYS", 3)

    assert find("kringloop") == [page.translation_key for page in pages[:3]]


def test_what_is_to_come_is_first_and_then_the_latest(
    tree: dict, engine: Engine, monkeypatch: Any
) -> None:
    starts = [timezone.now() + timedelta(days=days) for days in (2, 30, -2, -30)]
    keys = [event_page(title="Kringloop", start=start).translation_key for start in starts]
    run_due()
    engine.refresh()

    assert find("kringloop") == keys
    for most in (1, 3):
        monkeypatch.setattr(finder, "MOST_KEYS", most)
        assert find("kringloop") == keys[:most]


def test_empty_index_is_a_failure_and_not_an_answer(tree: dict, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    event_page(title="Kringloop")
    run_due()
    EmbeddedEngine().clear()
    assert not Entry.objects.exists()

    with pytest.raises(FindingFailure):
        find("kringloop")


def test_index_of_an_earlier_release_is_a_failure_too(tree: dict, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    event_page(title="Kringloop")
    run_due()
    Entry.objects.update(edition=EDITION - 1)

    with pytest.raises(FindingFailure, match="search_rebuild"):
        find("kringloop")


def test_database_that_fails_is_a_failure(settings: Any, monkeypatch: Any) -> None:
    settings.ELASTICSEARCH_URL = []

    def fail(*_args: Any) -> None:
        raise OperationalError("database disk image is malformed")

    monkeypatch.setattr(EmbeddedEngine, "search", fail)

    with pytest.raises(FindingFailure):
        find("kringloop")


def test_server_that_is_down_is_answered_for_by_the_embedded_engine(
    tree: dict, settings: Any
) -> None:
    settings.ELASTICSEARCH_URL = []
    page = event_page(title="Kringloop")
    run_due()

    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]  # nobody listens there

    assert find("kringloop") == [page.translation_key]


@pytest.mark.elasticsearch
def test_server_without_an_index_is_answered_for_too(
    tree: dict, elasticsearch: ElasticsearchEngine
) -> None:
    page = event_page(title="Kringloop")
    run_due()
    elasticsearch.writer.indices.delete(index=elasticsearch.indices()[0])

    assert find("kringloop") == [page.translation_key]
