"""The index of Elasticsearch: one document an item, with columns for each language.

One index per language would count an item twice in totals and facets.
"""

from typing import Any

from elasticsearch.dsl import Date, Document, Keyword, MetaField, Text

from search import documents


def ready_made() -> Text:
    """Words that Python split and folded; a server's analyzer changes at an upgrade, ours not."""
    return Text(analyzer="whitespace")


class ItemDocument(Document):
    kind = Keyword()
    presence = Keyword()
    theme = Keyword()
    sector = Keyword()
    region = Keyword()
    lang = Keyword()
    year = Keyword()
    status = Keyword()
    published = Date()
    moment = Date()
    end = Date()
    key = Keyword()

    title_nl = ready_made()
    tags_nl = ready_made()
    body_nl = ready_made()
    title_nl_lemma = ready_made()
    tags_nl_lemma = ready_made()
    body_nl_lemma = ready_made()
    title_nl_loose = ready_made()
    tags_nl_loose = ready_made()
    body_nl_loose = ready_made()
    title_nl_side = ready_made()
    tags_nl_side = ready_made()
    body_nl_side = ready_made()
    title_en = ready_made()
    tags_en = ready_made()
    body_en = ready_made()
    title_en_lemma = ready_made()
    tags_en_lemma = ready_made()
    body_en_lemma = ready_made()

    class Meta:
        dynamic = MetaField("strict")


def as_source(document: documents.Document) -> dict[str, Any]:
    """A document as the server keeps it."""
    return {
        **document.facets,
        **document.columns,
        "key": str(document.key),
        "published": document.published,
        "moment": document.moment,
        "end": document.end,
    }
