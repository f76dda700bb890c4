"""Keep the engines in line with what is published. The database is read when the work is done."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from brink.jobs.company import due_beside, finish, put_off
from brink.jobs.registry import Away, handler
from brink.pages.models.card import Card
from brink.pages.offer import offer
from brink.pages.version import bump_index, content_version
from search.documents import Document, make_document
from search.engines import ElasticsearchEngine, EmbeddedEngine, EngineAway, server

logger = logging.getLogger(__name__)

#: How many jobs are done along with one: a request to a server takes as long for one item.
MOST_ALONG = 49
#: How long the jobs wait for a server that is away.
PAUSE = timedelta(seconds=30)


@dataclass(frozen=True)
class Change:
    """What an engine has to write. `version` is at most as new as what was read."""

    documents: list[Document]
    gone: list[UUID]
    version: int


@handler("index")
def index_item(payload: dict[str, Any]) -> None:
    """Bring an item up to date, and with it those whose jobs are due as well.

    A server that is away makes all of them wait for the same moment. Whatever else goes wrong may
    be the fault of one, so the item is then tried alone.
    """
    key, others = UUID(payload["key"]), due_beside("index", MOST_ALONG)
    try:
        together([key, *(UUID(job.payload["key"]) for job in others)])
    except Away as error:
        put_off(others, error.until)
        raise
    except Exception:
        if not others:
            raise
        logger.warning("%d items could not be indexed together.", len(others), exc_info=True)
        together([key])
    else:
        finish(others)


def together(keys: Sequence[UUID]) -> None:
    """In one order, so that two runners with the same items do not wait for each other."""
    try:
        bring_up_to_date(sorted(set(keys)))
    except EngineAway as error:
        raise Away("Elasticsearch is away.", timezone.now() + PAUSE) from error


def bring_up_to_date(keys: Sequence[UUID]) -> None:
    """Index what is published of these items, delete the rest; the embedded engine comes first.

    The rows are read anew, here, whatever the job said. What went away between that and the write
    is deleted after it: the server forgets a delete in time, and an older write then brings back
    what is gone.
    """
    documents = write_out(keys)
    if gone := unpublished(documents):
        write_out(gone)


def write_out(keys: Sequence[UUID]) -> list[Document]:
    change = embed(keys)
    if engine := server():
        write(engine, change)
    return change.documents


def unpublished(documents: Sequence[Document]) -> list[UUID]:
    """Those of which nothing is published any more."""
    keys = [document.key for document in documents]
    left = set(Card.objects.live().filter(key__in=keys).values_list("key", flat=True))
    return [key for key in keys if key not in left]


@transaction.atomic
def embed(keys: Sequence[UUID]) -> Change:
    """Read and write in one transaction, so that nothing slips in between."""
    change = read_change(keys)
    write(EmbeddedEngine(), change)
    bump_index()
    return change


def read_change(keys: Sequence[UUID]) -> Change:
    version = content_version()
    found = {key: offered for key in keys if (offered := offer(key))}
    documents = [made for offered in found.values() if (made := make_document(offered))]
    here = {document.key for document in documents}
    return Change(documents, [key for key in keys if key not in here], version)


def write(engine: EmbeddedEngine | ElasticsearchEngine, change: Change) -> None:
    if change.documents:
        engine.index(change.documents)
    if change.gone:
        engine.delete(change.gone, change.version)
