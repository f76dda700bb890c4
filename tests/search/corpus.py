"""The texts of the demo content as offers: what an index sees of a real site."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from brink.home.demo.source import Item, read_items
from brink.pages.offer import Offer
from search.documents import Document, make_document
from tests.factories.pages import make_card

FOLDERS = {
    "casestudies": "case",
    "bestpractices": "practice",
    "masterclasses": "masterclass",
    "events": "event",
}
NAMESPACE = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
WORDS_ELSEWHERE = {"title", "summary", "other_title", "other_summary"}


def key_of(item_id: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, item_id)


def make_corpus(home: Page) -> list[Document]:
    """Cards in the database, and the documents to index."""
    documents = []
    for folder, kind in FOLDERS.items():
        for number, item in enumerate(read_items(settings.BASE_DIR / "content" / folder)):
            documents.append(make_document(make_offer(home, item, kind, number)))
    return [document for document in documents if document]


def make_offer(home: Page, item: Item, kind: str, number: int) -> Offer:
    kind = item.data.get("kind", kind) if kind == "case" else kind
    key, languages = key_of(item.id), item.languages
    published = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=number)
    start = timezone.now() + timedelta(days=7 * (number - 11)) if kind == "event" else None
    cards = {
        lang: make_card(
            home,
            key=key,
            lang=lang,
            kind=kind,
            title=item.maybe("title", lang) or item.text("title", languages[0]),
            title_lang=lang if item.maybe("title", lang) else languages[0],
            summary=item.maybe("summary", lang)[:300],
            body_lang=lang if lang in languages else languages[0],
            published=published,
        )
        for lang in ("nl", "en")
    }
    return Offer(
        key=key,
        kind=kind,
        version=1,
        cards=cards,
        texts={lang: " ".join(texts_in(item.data, lang)) for lang in languages},
        tags={},
        facets={facet: codes_of(item, f"{facet}s") for facet in ("theme", "sector")},
        start=start,
        end=start + timedelta(hours=3) if start else None,
        published=published,
    )


def codes_of(item: Item, field: str) -> list[str]:
    return [str(code) for code in item.data.get(field) or []]


def texts_in(value: Any, lang: str) -> Iterator[str]:
    """All texts in a language, however deep: `{nl: …, en: …}` wherever it stands."""
    if isinstance(value, list):
        for part in value:
            yield from texts_in(part, lang)
    elif isinstance(value, dict):
        if isinstance(value.get(lang), str):
            yield value[lang]
        for name, part in value.items():
            if name not in WORDS_ELSEWHERE:
                yield from texts_in(part, lang)
