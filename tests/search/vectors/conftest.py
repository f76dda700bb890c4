from collections.abc import Iterator
from typing import Any

import pytest

from brink.home.models import HomePage
from search.engines import Engine
from search.vectors import model
from tests.factories.pages import add_page
from tests.search.test_page import settle

FOOTBALL = "Brood bakken"
BAKERS = {
    "Bakken": "Zelf brood bakken.",
    "Zuurdesem": "Leer meel kneden voor brood bakken thuis.",
    "De molen": "Graan malen, meel zeven, brood bakken.",
    "Ontbijt": "Met kinderen brood bakken en eten.",
    "Gist": "Waarom deeg rijst, en brood bakken lukt.",
}


@pytest.fixture(autouse=True)
def _on(settings: Any) -> Iterator[None]:
    """Switched on, with a model that did not fail yet."""
    settings.SEARCH_VECTORS = True
    model.forget_failure()
    yield
    model.forget_failure()


@pytest.fixture
def loaves(engine: Engine, tree: dict[str, HomePage]) -> dict[str, Any]:
    """By title: by its words the one about football comes first, by its meaning last."""
    summary = "De voetbalclub speelt zondag de finale tegen de buren."
    texts = {FOOTBALL: summary, **BAKERS}
    pages = {title: add_page(tree["nl"], title=title, summary=texts[title]) for title in texts}
    settle(engine)
    return pages
