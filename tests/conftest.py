from collections.abc import Iterator

import pytest
from django.utils import translation

from brink.home.models import HomePage
from brink.home.tree import build_tree
from brink.themes.labels import forget


@pytest.fixture(autouse=True)
def _default_language() -> Iterator[None]:
    """A test that activates a language must not leak it into the next."""
    with translation.override("nl"):
        yield


@pytest.fixture(autouse=True)
def _no_kept_labels() -> Iterator[None]:
    """Labels live in the process, the rows behind them are rolled back after each test."""
    forget()
    yield
    forget()


@pytest.fixture
def tree(db: None) -> dict[str, HomePage]:
    """The page tree in both languages: homes and index pages at their addresses."""
    return build_tree()
