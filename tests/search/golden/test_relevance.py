"""Search finds what people look for, on the engine of this run.

Of unseen queries a failure tells totals and ids: whoever reads the words tunes on them.
"""

from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from search.engines import EmbeddedEngine, Engine
from search.vectors.model import forget_failure
from tests.search.golden.asking import Names, ask, ask_both, fill, load, read_bodies, read_names
from tests.search.golden.floors import FLOORS, Floor
from tests.search.golden.queries import HALVES, read_half
from tests.search.golden.scores import Score, Summary, score, summarise

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def names(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Names]:
    """The ids of the demo content, which is loaded once and rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield read_names() | read_bodies()
        transaction.set_rollback(True)


@pytest.fixture
def searched(names: Names, engine: Engine) -> str:
    """The name of the engine, which knows the demo content."""
    fill()
    engine.refresh()
    return connection.vendor if isinstance(engine, EmbeddedEngine) else "elasticsearch"


def test_seen_queries_find_what_they_should(searched: str, names: Names) -> None:
    found, missed = judge("seen", names)
    words = [f"{golden.id} {golden.text!r}" for golden in read_half("seen") if golden.id in missed]
    assert reaches(found, FLOORS["seen"][searched]), f"{found}\nNot well found: {words}"


def test_unseen_queries_find_what_they_should(searched: str, names: Names) -> None:
    found, missed = judge("unseen", names)
    assert reaches(found, FLOORS["unseen"][searched]), f"{found}\nNot well found: {missed}"


@pytest.mark.usefixtures("_vectors")
def test_sentence_vectors_make_no_total_worse(searched: str, names: Names) -> None:
    """Beside the same answers in the order of their words, so whatever the day."""
    asked = {half: [(g, ask_both(g, names)) for g in read_half(half)] for half in HALVES}
    before, after = (
        summarise(
            score(golden, orders[number]) for each in asked.values() for golden, orders in each
        )
        for number in (0, 1)
    )
    totals = zip(astuple(before), astuple(after), strict=True)
    assert all(old <= new for old, new in totals), f"{before}, then {after}"
    assert after.ndcg > before.ndcg, "the model was asked"
    for half, each in asked.items():
        found = summarise(score(golden, by_meaning) for golden, (_by_words, by_meaning) in each)
        assert reaches(found, FLOORS[half][searched]), found


@pytest.fixture
def _vectors(settings: Any) -> None:
    """Before anything is indexed."""
    settings.SEARCH_VECTORS = True
    forget_failure()


def judge(half: str, names: Names) -> tuple[Summary, list[str]]:
    """The totals, and the ids of what is not well found: no words, which a failure would show."""
    scores = [score(golden, ask(golden, names)) for golden in read_half(half)]
    return summarise(scores), [each.golden.id for each in scores if not is_fine(each)]


def is_fine(found: Score) -> bool:
    """With a good hit in the first three, or empty where there is nothing."""
    return found.is_within(3) if found.golden.grades else found.is_empty


def reaches(found: Summary, floor: Floor) -> bool:
    places = found.top1 >= floor.top1 and found.top3 >= floor.top3
    return places and found.honest >= floor.honest
