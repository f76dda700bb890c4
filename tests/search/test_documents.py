"""What is kept of an item stays below what the smallest of the engines can keep."""

from itertools import islice, product
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from search import documents
from search.documents import FORMS, PARTS, column
from search.engines import EmbeddedEngine
from search.language import LANGUAGES, make_plan
from search.query import Query
from tests.search.test_engines import make_item

pytestmark = pytest.mark.django_db
#: Of PostgreSQL, for the words of a row and their places.
MEGABYTE = 2**20 - 1
LETTERS = "αβγδζηθλμπρτ"


def strange_words(number: int) -> str:
    """So many words, each another."""
    return " ".join(map("".join, islice(product(LETTERS, repeat=6), number)))


def bytes_kept(columns: dict[str, str]) -> int:
    """Of each word of a family its letters, three before them, and places, at even addresses."""
    total = 0
    for lang in LANGUAGES:
        for form in FORMS[lang]:
            words = " ".join(columns[column(part, lang, form)] for part in PARTS).split()
            total += 2 * len(words) + sum(len(word.encode()) + 6 for word in set(words))
    return total


def item_with(page: Page, text: str) -> Any:
    return make_item(page, "Woordenlijst", texts={"nl": text, "en": text})


def test_words_of_an_item_fit_in_every_engine(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    text = strange_words(14_000)
    with monkeypatch.context() as unbound:
        unbound.setattr(documents, "ROOM", 10 * MEGABYTE)
        assert bytes_kept(item_with(page, text).columns) > MEGABYTE

    item = item_with(page, text)
    engine = EmbeddedEngine()
    engine.index([item])

    assert MEGABYTE / 2 < bytes_kept(item.columns) < MEGABYTE
    for words in ("woordenlijst", text[:6]):
        found = engine.search(Query(make_plan(words, "nl"), "nl", timezone.now()))
        assert [hit.key for hit in found.hits] == [item.key]


def test_long_text_of_common_words_is_kept_whole(page: Page) -> None:
    text = " ".join([strange_words(1_400)] * 10)
    columns = item_with(page, text).columns
    for lang in LANGUAGES:
        assert len(columns[column("body", lang)].split()) == 14_000
