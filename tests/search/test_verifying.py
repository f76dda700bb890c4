"""An index that does not hold what is published is found out, and mended."""

from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from brink.home.models import HomePage
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.pages.models import Card, PlainPage
from brink.pages.version import bump_version, content_version
from search.engines import ElasticsearchEngine, EmbeddedEngine
from search.models import Entry
from tests.factories.pages import add_page
from tests.search.faults import Proxy
from tests.search.test_engines import make_item

pytestmark = pytest.mark.django_db

FINE = "holds what is published."


def verify(*options: str) -> tuple[int, str]:
    """The exit code, and what is said."""
    told = StringIO()
    try:
        call_command("search_verify", "--quiet", *options, stdout=told)
    except CommandError as error:
        return error.returncode, f"{told.getvalue()}{error}"
    return 0, told.getvalue()


@pytest.fixture
def article(tree: dict[str, HomePage]) -> PlainPage:
    return add_page(tree["nl"], title="Streekbrood", summary="De bakker rijdt rond.")


def lose(article: PlainPage) -> None:
    EmbeddedEngine().delete([article.translation_key], 2**62)


def age(article: PlainPage) -> None:
    Entry.objects.update(texts={"nl": "Oude woorden"})


def haunt(article: PlainPage) -> None:
    EmbeddedEngine().index([make_item(article, "Spook")])
    Card.objects.filter(title="Spook").delete()


DAMAGES = {
    "1 missing, 0 stale, 0 ghosts": lose,
    "0 missing, 1 stale, 0 ghosts": age,
    "0 missing, 0 stale, 1 ghosts": haunt,
}


@pytest.mark.parametrize("words", DAMAGES)
def test_a_damaged_embedded_index_is_told_and_mended(
    settings: Any, article: PlainPage, words: str
) -> None:
    settings.ELASTICSEARCH_URL = []
    run_due()
    assert verify("--dry-run") == (0, f"embedded: {FINE}\n")
    DAMAGES[words](article)

    code, told = verify("--dry-run")
    assert code == 1
    assert f"embedded: {words}, 0 ahead; left: " in told
    assert verify("--dry-run")[0] == 1, "nothing was mended"

    assert verify() == (0, f"embedded: {words}, 0 ahead; mended.\n")
    assert verify() == (0, f"embedded: {FINE}\n")


def test_a_page_hidden_behind_our_back_is_a_ghost(settings: Any, article: PlainPage) -> None:
    settings.ELASTICSEARCH_URL = []
    run_due()
    PlainPage.objects.filter(pk=article.pk).update(live=False)

    assert "1 ghosts" in verify()[1]
    assert not Entry.objects.exists()


def lose_there(engine: ElasticsearchEngine, key: UUID) -> None:
    """By hand, which leaves a delete that is newer than the database."""
    engine.writer.delete(index=engine.alias, id=str(key), refresh=True)


def age_there(engine: ElasticsearchEngine, key: UUID) -> None:
    """A write that was lost."""
    bump_version()
    Entry.objects.update(version=content_version())


def haunt_there(engine: ElasticsearchEngine, key: UUID) -> None:
    versions = {"version": 1, "version_type": "external"}
    body = {"title_nl": "spook"}
    engine.writer.index(
        index=engine.alias, id=str(uuid4()), document=body, refresh=True, **versions
    )


@pytest.mark.elasticsearch
@pytest.mark.parametrize(
    ("words", "damage"),
    list(zip(DAMAGES, (lose_there, age_there, haunt_there), strict=True)),
)
def test_a_damaged_index_on_the_server_is_told_and_mended(
    elasticsearch: ElasticsearchEngine,
    article: PlainPage,
    words: str,
    damage: Callable[[ElasticsearchEngine, UUID], None],
) -> None:
    run_due()
    assert verify("--dry-run") == (0, f"embedded: {FINE}\nElasticsearch: {FINE}\n")
    damage(elasticsearch, article.translation_key)

    code, told = verify("--dry-run")
    assert code == 1
    assert f"Elasticsearch: {words}, 0 ahead; left: " in told

    assert verify() == (0, f"embedded: {FINE}\nElasticsearch: {words}, 0 ahead; mended.\n")
    assert verify() == (0, f"embedded: {FINE}\nElasticsearch: {FINE}\n")
    found = elasticsearch.client.get(index=elasticsearch.alias, id=str(article.translation_key))
    assert found["_source"]["title_nl"] == "streekbrood"


@pytest.mark.elasticsearch
def test_what_changed_without_a_version_is_mended_on_the_server_too(
    elasticsearch: ElasticsearchEngine, article: PlainPage
) -> None:
    run_due()
    Card.objects.update(title="Roggebrood")
    Entry.objects.update(texts={"nl": "Oude woorden"})

    verify()

    found = elasticsearch.client.get(index=elasticsearch.alias, id=str(article.translation_key))
    assert found["_source"]["title_nl"] == "roggebrood"


@pytest.mark.elasticsearch
def test_an_index_that_is_newer_than_the_database_needs_a_rebuild(
    elasticsearch: ElasticsearchEngine, article: PlainPage
) -> None:
    """After a backup was put back: edits would not get through for long."""
    run_due()
    versions = {"version": 10**12, "version_type": "external"}
    key = str(article.translation_key)
    elasticsearch.writer.index(index=elasticsearch.alias, id=key, document={}, **versions)

    code, told = verify()

    assert code == 1
    assert "1 ahead" in told
    assert "run search_rebuild" in told
    call_command("search_rebuild", "--quiet", stdout=StringIO())
    assert verify() == (0, f"embedded: {FINE}\nElasticsearch: {FINE}\n")


def test_an_item_whose_job_is_still_to_come_is_no_difference(
    settings: Any, article: PlainPage
) -> None:
    settings.ELASTICSEARCH_URL = []
    assert verify() == (0, f"embedded: {FINE}\n")
    Job.objects.filter(kind="index").update(state=Job.State.PARKED)
    assert "1 missing" in verify("--dry-run")[1]


@pytest.mark.elasticsearch
def test_a_server_that_does_not_answer_is_another_exit_code(
    proxy: Proxy, article: PlainPage
) -> None:
    with proxy.refusing():
        code, told = verify()
    assert code == 2
    assert "Elasticsearch failed" in told
