"""The vectors of an item, kept with its entry in the index of the database for every engine."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings

from search.documents import Document
from search.models import Entry
from search.vectors.model import ask_model

#: Raise the number when the model changes, or what it is told of an item (`Document.gist`).
MODEL = "use-multilingual-3.1"
NONE: dict[str, Any] = {"vectors": None, "vectors_sign": ""}
#: The values of these two columns, by item.
Vectors = Mapping[UUID, dict[str, Any]]


def sign_of(document: Document) -> str:
    """Tells which model the vectors are of, and which texts."""
    texts = "\n".join(document.gist)
    return f"{MODEL}:{sha256(texts.encode()).hexdigest()[:32]}"


def make_vectors(documents: Sequence[Document]) -> Vectors:
    """What is to be written of each: what there is where the same texts have their vectors.

    Where they are switched off, or the model fails, there are none: old ones would tell lies.
    """
    if not settings.SEARCH_VECTORS:
        return {document.key: NONE for document in documents}
    keys = [document.key for document in documents]
    rows = Entry.objects.filter(key__in=keys).values("key", *NONE)
    known = {row.pop("key"): row for row in rows}
    return {d.key: kept(d, known.get(d.key, NONE)) or read_gist(d) for d in documents}


def kept(document: Document, known: dict[str, Any]) -> dict[str, Any] | None:
    return known if known["vectors_sign"] == sign_of(document) else None


def read_gist(document: Document) -> dict[str, Any]:
    vectors = ask_model(lambda encoder: encoder.encode(document.gist))
    return NONE if vectors is None else {"vectors": vectors, "vectors_sign": sign_of(document)}


def has_vectors(entry: Entry, document: Document) -> bool:
    """Whether the entry has those of the document, if it should have any."""
    return not settings.SEARCH_VECTORS or entry.vectors_sign == sign_of(document)


def lacks_vectors() -> bool:
    """Whether they are switched on and the index was not filled since, with this model."""
    if not settings.SEARCH_VECTORS:
        return False
    return Entry.objects.exclude(vectors_sign__startswith=f"{MODEL}:").exists()
