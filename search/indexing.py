"""Keep the engines in line with what is published. The database is read when the work is done."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from elasticsearch import ApiError, TransportError

from brink.jobs.registry import handler
from brink.pages.models.card import Card
from brink.pages.offer import offer
from brink.pages.version import bump_index, content_version
from search.documents import NO_RESULTS, Document, make_document
from search.engines import ElasticsearchEngine, EmbeddedEngine, EngineFailure, server
from search.models import Entry

logger = logging.getLogger(__name__)

BATCH = 100

#: Shows how far a long step is: takes the batches and how many items they hold, gives them back.
Progress = Callable[[Iterable[list[UUID]], int], Iterable[list[UUID]]]
Fill = Callable[[Sequence[Document]], None]


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


@dataclass
class Rebuilt:
    """What a rebuild did."""

    items: int = 0
    index: str = ""
    replaced: tuple[str, ...] = ()


class RebuildFailure(Exception):  # noqa: N818  (what it is, not that it is an error)
    """A rebuild that did not end well; the text says what readers have now."""


def rebuild(progress: Progress) -> Rebuilt:
    """Fill the embedded index anew, and a new index of the server, then let readers go over.

    Nobody meets a half-filled index: one that was not finished is deleted again, whatever stopped
    it short of the end of this process.
    """
    engine = server()
    keys, start = published_keys(), content_version()
    if engine is None:
        return Rebuilt(items=refill(progress, keys))
    with phase("Elasticsearch has no new index; readers still have the one they had."):
        name, earlier = engine.make_index(), engine.earlier_indices()
    with phase("The new index was not finished; readers still have the one they had."):
        items, old = fill_and_swap(engine, name, progress, keys)
    with phase(f"Readers have {name}, but what was edited meanwhile may be missing from it."):
        catch_up(keys, start)
    old += earlier
    with phase(f"Readers have {name}; what it replaced was not deleted: {', '.join(old)}."):
        engine.drop(old)
    return Rebuilt(items, name, tuple(old))


@contextmanager
def phase(what_readers_have: str) -> Iterator[None]:
    """A part of a rebuild, and what is true when the server fails in it."""
    try:
        yield
    except (EngineFailure, TransportError, ApiError) as error:
        raise RebuildFailure(f"{what_readers_have} {error}") from error


def refill(progress: Progress, keys: Sequence[UUID], fill: Fill | None = None) -> int:
    """Write the embedded index anew, and what `fill` writes to; how many items there are."""
    items = 0
    for batch in progress(in_batches(keys), len(keys)):
        change = embed(batch)
        items += len(change.documents)
        if fill:
            fill(change.documents)
    remove_leftovers(set(keys))
    return items


def fill_and_swap(
    engine: ElasticsearchEngine, name: str, progress: Progress, keys: Sequence[UUID]
) -> tuple[int, list[str]]:
    """How many items there are, and the indices that readers left; all or nothing."""
    try:
        items = refill(progress, keys, partial(engine.fill, name))
        return items, engine.swap_in(name)
    except BaseException:  # Ctrl-C too
        with suppress(TransportError, ApiError):
            engine.drop([name])
        raise


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
    """Write to the new index what changed since `start`, and take out what went away.

    The jobs of what was edited meanwhile wrote to the old index.
    """
    changed = Entry.objects.filter(version__gt=start).values_list("key", flat=True)
    kept = set(Entry.objects.values_list("key", flat=True))
    for batch in in_batches([*changed, *(key for key in keys if key not in kept)]):
        bring_up_to_date(batch)
