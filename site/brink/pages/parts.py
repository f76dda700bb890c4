"""Parts of an item that can be found by themselves, and pointed at: modules, pages of documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from brink.documents.models import Attachment, Reading


class PartKind(StrEnum):
    MODULE = "module"
    PAGE = "page"
    SLIDE = "slide"
    #: a document that does not tell where its pages end
    DOCUMENT = "document"


@dataclass(frozen=True)
class Part:
    """`lang` is that of the page it stands or hangs on, in which a document need not be written.

    `path` is an address, or with `#` a place on that page. `source` names the file whose words
    these are, to be looked up before they are shown; empty for what stands on the page itself.
    """

    kind: PartKind
    lang: str
    title: str
    number: int | None
    text: str
    path: str
    source: str = ""


def document_parts(key: UUID) -> Iterator[Part]:
    """The pages of the documents on an item that everybody may open."""
    rows = Attachment.objects.filter(key=key).select_related("document__reading")
    offered = Reading.objects.offered().filter(document__attachments__key=key)
    rows = rows.filter(document__in=offered.values("document"))
    for row in rows.order_by("document__title", "document", "lang"):
        reading = row.document.reading
        for page in reading.pages:
            yield page_part(row, page, f"{row.document_id}:{reading.digest}")


def page_part(row: Attachment, page: dict, source: str) -> Part:
    document, number = row.document, page["number"]
    kind = PartKind.SLIDE if document.file_extension.lower() == "pptx" else PartKind.PAGE
    place = f"#page={number}" if document.file_extension.lower() == "pdf" else ""
    return Part(
        kind=kind if number else PartKind.DOCUMENT,
        lang=row.lang,
        title=document.title,
        number=number,
        text=page["text"],
        path=f"{document.url}{place}",
        source=source,
    )


def live_sources(keys: list[UUID]) -> set[tuple[UUID, str, str]]:
    """Which files hang on these items at this moment, by language, and may be shown; one query."""
    rows = Attachment.objects.filter(
        key__in=keys, document__in=Reading.objects.offered().values("document")
    )
    found = rows.values_list("key", "lang", "document", "document__reading__digest")
    return {(key, lang, f"{document}:{digest}") for key, lang, document, digest in found}
