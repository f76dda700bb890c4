"""Keep the engines in line with what is published. The database is read when the work is done."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from brink.jobs.registry import handler
from brink.pages.models.card import Card
from brink.pages.offer import offer
from brink.pages.version import content_version
from search.documents import NO_RESULTS, Document, make_document
from search.engines import ElasticsearchEngine, EmbeddedEngine, server
from search.models import Entry

logger = logging.getLogger(__name__)

BATCH = 100

#: Shows how far a long step is: takes the batches and how many items they hold, gives them back.
Progress = Callable[[Iterable[list[UUID]], int], Iterable[list[UUID]]]


@dataclass(frozen=True)
class Change:
    """What an engine has to write. `version` is at most as new as what was read."""

    documents: list[Document]
    gone: list[UUID]
    version: int


@handler("index")
def index_item(payload: dict[str, Any]) -> None:
    """Bring one item up to date; a failing server makes the job come back later."""
    bring_up_to_date([UUID(payload["key"])])


def bring_up_to_date(keys: Sequence[UUID]) -> None:
    """Index what is published of these items, delete the rest; the embedded engine comes first."""
    change = embed(keys)
    if engine := server():
        if not engine.indices():
            logger.warning("Elasticsearch has no index: run `manage.py search_rebuild`.")
            return
        write(engine, change)


@transaction.atomic
def embed(keys: Sequence[UUID]) -> Change:
    """Read and write in one transaction, so that nothing slips in between."""
    change = read_change(keys)
    write(EmbeddedEngine(), change)
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


@dataclass
class Rebuilt:
    """What a rebuild did."""

    items: int = 0
    index: str = ""
    replaced: tuple[str, ...] = ()


def rebuild(progress: Progress) -> Rebuilt:
    """Fill the embedded index anew, and a new index of the server, then let readers go over.

    Nobody meets a half-filled index. What is edited meanwhile is written again after the step, for
    its jobs wrote to the old index.
    """
    start = content_version()
    engine = server()
    done = Rebuilt(index=engine.make_index() if engine else "")
    keys = published_keys()
    for batch in progress(in_batches(keys), len(keys)):
        change = embed(batch)
        done.items += len(change.documents)
        if engine:
            engine.fill(done.index, change.documents)
    remove_leftovers(set(keys))
    if engine:
        done.replaced = tuple(engine.swap_in(done.index))
        catch_up(keys, start)
    return done


def published_keys() -> list[UUID]:
    """The items there are, the oldest first: the newest get the highest numbers in the index."""
    cards = Card.objects.exclude(kind__in=NO_RESULTS).order_by("published", "pk")
    return list(dict.fromkeys(cards.values_list("key", flat=True)))


def in_batches(keys: Sequence[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), BATCH):
        yield list(keys[start : start + BATCH])


def remove_leftovers(known: set[UUID]) -> None:
    """Look again at entries of items that were not published when the rebuild began."""
    left = [key for key in Entry.objects.values_list("key", flat=True) if key not in known]
    for batch in in_batches(left):
        embed(batch)


def catch_up(keys: Sequence[UUID], start: int) -> None:
    """Write to the new index what changed since `start`, and take out what went away."""
    changed = Entry.objects.filter(version__gt=start).values_list("key", flat=True)
    kept = set(Entry.objects.values_list("key", flat=True))
    for batch in in_batches([*changed, *(key for key in keys if key not in kept)]):
        bring_up_to_date(batch)
