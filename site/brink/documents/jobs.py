"""Read documents, each file once: a job that is written in the transaction of its cause."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from brink.documents.extraction import Extract, extract
from brink.documents.following import tell
from brink.documents.models import Reading, in_private
from brink.jobs.outbox import enqueue_all, instant
from brink.jobs.registry import handler

PRIVATE = Extract(Reading.State.LEFT, Reading.Reason.PRIVATE)
DONE = (Reading.State.READ, Reading.State.UNREADABLE)


def ask_for(documents: Iterable[int], due: datetime | None = None) -> None:
    """Have these documents looked at: whether they are public, and read if that is still to do."""
    moment = instant()
    payloads = {f"document:{pk}:{moment}": {"document": pk} for pk in documents}
    enqueue_all("document", payloads, due)


@transaction.atomic
def expect(document: AbstractDocument) -> None:
    """Forget at once what was read of the file before this one."""
    stamp = stamp_of(document)
    Reading.objects.bulk_create([Reading(document_id=document.pk)], ignore_conflicts=True)
    reading = Reading.objects.select_for_update().get(document=document)
    if reading.stamp != stamp:
        keep(reading, Extract(Reading.State.WAITING), stamp)


def stamp_of(document: AbstractDocument) -> str:
    """The name alone will not do: a file that takes the place of another may have the same."""
    return f"{document.file.name} {document.file_hash}"


@handler("document")
def read_document(payload: dict[str, Any]) -> None:
    """The file is read outside a transaction, and the outcome kept if it is still that file."""
    document = get_document_model().objects.filter(pk=payload["document"]).first()
    if document is None:
        return
    expect(document)
    stamp, reading = stamp_of(document), Reading.objects.get(document=document)
    if not is_public(document):
        store(document, PRIVATE, stamp)
    elif reading.state not in DONE:
        store(document, extract(document), stamp)


def is_public(document: AbstractDocument) -> bool:
    documents = type(document).objects.filter(pk=document.pk)
    return not documents.filter(in_private("collection__path")).exists()


@transaction.atomic
def store(document: AbstractDocument, found: Extract, stamp: str) -> None:
    """Keep what was read and tell the items on which the document hangs now.

    A publish takes the same lock before it hangs a document on an item (`attaching`), so one of
    the two sees the other. Until then the index keeps the words of a document that was moved behind
    a door: it goes when this job runs, mostly within seconds.
    """
    reading = Reading.objects.select_for_update().filter(document=document, stamp=stamp).first()
    if reading and (reading.state, reading.reason) != (found.state, found.reason):
        keep(reading, found, stamp)
        tell([document.pk])


def keep(reading: Reading, found: Extract, stamp: str) -> None:
    reading.stamp, reading.digest, reading.size = stamp, found.digest, found.size
    reading.state, reading.reason, reading.pages = found.state, found.reason, found.pages
    reading.save()
