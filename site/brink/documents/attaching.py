"""Which documents hang on a page, wherever in it, and which on an item."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Field, Model
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from brink.documents.jobs import ask_for
from brink.documents.models import Attachment, Reading


def documents_in(page: Any) -> set[int]:
    """Chosen in a body, linked in its text, or named by the page or one of its rows.

    Wagtail's reference index would tell as well, but it follows later, by a job of its own.
    """
    found = set(own_documents(page))
    for relation in get_all_child_relations(type(page)):
        if fields_with_documents(relation.related_model):
            rows = getattr(page, relation.get_accessor_name()).all()
            found.update(pk for row in rows for pk in own_documents(row))
    return found


def own_documents(row: Model) -> Iterator[int]:
    for field in fields_with_documents(type(row)):
        if (value := field.value_from_object(row)) is None:
            continue
        if field.many_to_one:
            yield value
        else:
            references = field.extract_references(value)  # type: ignore[attr-defined]
            yield from (int(pk) for model, pk, *_path in references if is_document(model))


@cache
def fields_with_documents(model: type[Model]) -> list[Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if hasattr(field, "extract_references") or is_document(field.related_model)
    ]


def is_document(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, AbstractDocument)


def attach(key: UUID, pages: Mapping[str, Any]) -> None:
    """Write down what hangs on the live pages of an item; a file nobody read yet gets its job."""
    rows = Attachment.objects.filter(key=key)
    before = {(row.lang, row.document_id): row.pk for row in rows}
    after = wanted(pages)
    if new := sorted(after - set(before)):
        prepare({pk for _lang, pk in new})
        Attachment.objects.bulk_create(
            Attachment(key=key, lang=lang, document_id=pk) for lang, pk in new
        )
    if gone := [pk for row, pk in before.items() if row not in after]:
        rows.filter(pk__in=gone).delete()


def wanted(pages: Mapping[str, Any]) -> set[tuple[str, int]]:
    """Documents by the language of the page; a body may still name one that was deleted."""
    named = {(lang, pk) for lang, page in pages.items() for pk in documents_in(page)}
    if not named:
        return named
    ids = {pk for _lang, pk in named}
    there = set(get_document_model().objects.filter(pk__in=ids).values_list("pk", flat=True))
    return {(lang, pk) for lang, pk in named if pk in there}


def prepare(documents: Iterable[int]) -> None:
    """Have a row for each, and its lock: a job that ends meanwhile waits for us, or we for it."""
    ids = sorted(documents)
    known = set(Reading.objects.filter(document__in=ids).values_list("document", flat=True))
    if unread := [pk for pk in ids if pk not in known]:
        rows = [Reading(document_id=pk) for pk in unread]
        Reading.objects.bulk_create(rows, ignore_conflicts=True)
        ask_for(unread)
    locked = Reading.objects.select_for_update().filter(document__in=ids).order_by("document")
    list(locked.values_list("pk"))
