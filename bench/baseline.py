"""Wagtail's own search over the same pages, as a site without a search of its own would have it.

Beside the title, which is all that Wagtail indexes by itself, it gets summary, text, tags and what
an editor wrote in the other language. Pages of both languages are searched; an item counts once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.test.utils import override_settings
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from brink.pages.models import BasePage
from tests.search.golden.asking import DEPTH, Names
from tests.search.golden.queries import Golden

NAME = "baseline"
TITLES = ("other_title",)
TEXTS = ("summary", "other_summary", "search_text", "words_of_parts", "search_tags")
DATABASE = {"BACKEND": "wagtail.search.backends.database"}
#: An item has up to two pages.
PAGES = DEPTH * 2


def server(hosts: list[str], prefix: str) -> dict[str, Any]:
    backend = "wagtail.search.backends.elasticsearch8"
    return {"BACKEND": backend, "URLS": hosts, "INDEX_PREFIX": f"{prefix}-", "TIMEOUT": 30}


@contextmanager
def filled(backend: dict[str, Any]) -> Iterator[None]:
    """With the backend in the settings, and every page in its index."""
    fields = BasePage.search_fields
    BasePage.words_of_parts = words_of_parts
    BasePage.search_fields = [
        *fields,
        *(index.SearchField(name, boost=2) for name in TITLES),
        *(index.SearchField(name) for name in TEXTS),
    ]
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": DATABASE, NAME: backend}):
        try:
            call_command("wagtail_update_index", backend_name=NAME, stdout=StringIO())
            refresh()
            yield
        finally:
            forget()
            BasePage.search_fields = fields
            del BasePage.words_of_parts


def words_of_parts(page: BasePage) -> str:
    return " ".join(f"{part.title} {part.text}" for part in page.search_parts())


def refresh() -> None:
    get_search_backend(NAME).refresh_indexes()


def forget() -> None:
    """Delete what was made on a server; what is in the database goes with it."""
    for alias in get_search_backend(NAME).all_indexes():
        if hasattr(alias, "aliased_indices"):
            for made in alias.aliased_indices():
                made.delete()


def ask(golden: Golden, names: Names) -> list[str]:
    pages = Page.objects.live().public().search(golden.text, backend=NAME)[:PAGES]
    found = (names.get(page.translation_key) for page in pages)
    return list(dict.fromkeys(name for name in found if name))[:DEPTH]
