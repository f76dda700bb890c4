"""A new index for readers, or the one before again; nobody meets one that is not whole."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from elasticsearch import ApiError, TransportError

from search.comparing import Difference, in_batches, published_keys
from search.engines import ElasticsearchEngine, EngineFailure, server
from search.indexing import Change, embed
from search.models import Entry
from search.verifying import Progress, verify_index

#: A rebuild that gave no sign of life for so many seconds is dead, and another may begin.
LEASE = 120
LOCK = "brink.search.rebuild"


@dataclass
class Rebuilt:
    """What a rebuild did. `kept` is what readers had, for a roll-back.

    `earlier` was of an earlier release, whose words we do not ask for, and is deleted.
    """

    items: int = 0
    index: str = ""
    kept: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


class RebuildFailure(Exception):  # noqa: N818  (what it is, not that it is an error)
    """A rebuild that did not end well; the text says what readers have now."""


def rebuild(progress: Progress) -> Rebuilt:
    """Fill the embedded index anew, and a new index of the server, then let readers go over.

    What is edited from the moment that the new index exists is written to both; what was edited
    before, the filling reads. It is compared with the database before readers get it, and deleted
    again if it was not finished, whatever stopped it short of the end of this process.
    """
    with alone():
        engine = server()
        if engine is None:
            return Rebuilt(items=refill(progress, published_keys()))
        with phase("Elasticsearch has no new index; readers still have the one they had."):
            engine.drop(engine.indices(engine.next))  # of a rebuild that was killed
            name = engine.make_index(engine.next)
        with phase("The new index was not finished; readers still have the one they had."):
            older, earlier = engine.indices(engine.previous), engine.earlier_indices()
            items, old = fill_and_swap(engine, name, progress)
        older += earlier
        with phase(f"Readers have {name}; older ones were not deleted: {', '.join(older)}."):
            engine.drop([index for index in older if index not in old])
        return Rebuilt(items, name, tuple(old), tuple(earlier))


@contextmanager
def alone() -> Iterator[None]:
    """One rebuild at a time: another would delete what this one is filling."""
    if not cache.add(LOCK, True, LEASE):
        raise RebuildFailure(f"Another rebuild is at work, or was killed within {LEASE} seconds.")
    try:
        yield
    finally:
        cache.delete(LOCK)


@contextmanager
def phase(what_readers_have: str) -> Iterator[None]:
    """A part of a rebuild, and what is true when the server fails in it."""
    try:
        yield
    except (EngineFailure, TransportError, ApiError) as error:
        raise RebuildFailure(f"{what_readers_have} {error}") from error


def refill(
    progress: Progress, keys: Sequence[UUID], engine: ElasticsearchEngine | None = None
) -> int:
    """Write the embedded index anew, and the next one of the server; how many items there are."""
    items = 0
    for batch in progress(in_batches(keys), len(keys)):
        cache.touch(LOCK, LEASE)
        change = embed(batch)
        items += len(change.documents)
        if engine:
            fill(engine, change)
    remove_leftovers(set(keys))
    return items


def fill(engine: ElasticsearchEngine, change: Change) -> None:
    """Write what was read. What changed since then has a newer version, here or soon."""
    engine.write_to(engine.next, change.documents, change.gone, change.version)


def fill_and_swap(
    engine: ElasticsearchEngine, name: str, progress: Progress
) -> tuple[int, list[str]]:
    """How many items there are, and the indices that readers left; all or nothing."""
    try:
        items = refill(progress, published_keys(), engine)
        if left := verify_index(engine, engine.next).left:
            raise EngineFailure(f"It differs from the database: {left}.")
        return items, engine.swap_in(name)
    except BaseException:  # Ctrl-C too
        with suppress(EngineFailure, TransportError, ApiError):
            engine.drop([name])
        raise


def remove_leftovers(known: set[UUID]) -> None:
    """Look again at entries of items that were not published when the rebuild began."""
    left = [key for key in Entry.objects.values_list("key", flat=True) if key not in known]
    for batch in in_batches(left):
        embed(batch)


@dataclass
class RolledBack:
    """What readers have now, and what it could not be brought up to date with."""

    index: str
    left: Difference


def roll_back() -> RolledBack:
    """Give readers the index they had before the last rebuild, or go forth again.

    It was not written since, so it is first brought up to date. Where that fails readers get it all
    the same: they are better off with old words than with what somebody wants to be rid of.
    """
    engine = server()
    if engine is None:
        raise RebuildFailure("ELASTICSEARCH_URL is not set: there is one index, in the database.")
    with alone(), phase("Readers still have the index they had."):
        kept = engine.indices(engine.previous)
        if not kept:
            raise RebuildFailure("There is no index from before.")
        engine.drop(engine.indices(engine.next))
        return take_back(engine, kept[-1])


def take_back(engine: ElasticsearchEngine, name: str) -> RolledBack:
    engine.follow(name)
    try:
        left = verify_index(engine, engine.next).left
    except EngineFailure:
        left = Difference(stale=set(published_keys()))
    try:
        engine.swap_in(name)
    except BaseException:
        with suppress(EngineFailure):
            engine.follow(name, ends=True)
        raise
    return RolledBack(name, left)
