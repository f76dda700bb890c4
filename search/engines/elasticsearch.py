"""Search on an Elasticsearch server, 8.19 or newer.

Readers never wait for it longer than a second, and whatever it does it fails in one way only:
`EngineFailure`. Writers may wait; their failure is a job that is tried again.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from elasticsearch.helpers import streaming_bulk

from search.deadline import within
from search.documents import EDITION, Document
from search.engines.base import EngineFailure
from search.engines.connection import READ_SECONDS, connect
from search.engines.indices import Indices
from search.engines.rendering import render
from search.engines.sending import carry_out, check, deleting, indexing
from search.query import FACETS, Hit, Query, Results

logger = logging.getLogger(__name__)

WRITE_SECONDS = 10.0
#: Beyond this place the server refuses (`index.max_result_window`).
DEEPEST = 10_000
#: Which versions a write replaces: older ones, and for a repair also the same.
NEWER, REPAIR = "external", "external_gte"

#: What a write is told whose alias has no index any more.
MISSING = ("index_not_found_exception", "resource_not_found_exception")

Actions = Callable[[], Iterator[dict[str, Any]]]


class ElasticsearchEngine(Indices):
    """Knows what its jobs told it, no more.

    A page hidden by a bulk update of the database (`update(live=False)`) tells nobody: hits are
    checked against the database when they are shown, but totals and facet counts include it until
    its item is published again or the next `search_verify`. The embedded engine asks the database.
    """

    def __init__(self, hosts: Sequence[str], prefix: str) -> None:
        self.client = connect(tuple(hosts))
        self.writer = self.client.options(request_timeout=WRITE_SECONDS)
        self.family = f"{prefix}-items"
        #: Of this edition: what an earlier release made is not read and not written, and servers
        #: that still run that release keep it until ours is full.
        self.alias = f"{self.family}-{EDITION}"

    def index(self, documents: Sequence[Document], rule: str = NEWER) -> None:
        self.send(partial(indexing, documents, rule))

    def delete(self, keys: Sequence[UUID], version: int, rule: str = NEWER) -> None:
        self.send(partial(deleting, keys, version, rule))

    def send(self, actions: Actions) -> None:
        """Write all, to the index that is being filled as well.

        That comes first, or what is sent while the two change places would reach the old one only.
        When it came to its end meanwhile, whichever way, we look again at what there is.
        """
        standing = self.standing()
        if self.next in standing:
            refused = self.put(self.next, actions())
            if any(is_lost(item) for item in refused):
                return self.send(actions)
            check(refused)
        if self.alias in standing:
            check(self.put(self.alias, actions()))
        elif self.next not in standing:
            logger.warning("Elasticsearch has no index: run `manage.py search_rebuild`.")
        return None

    def put(self, alias: str, actions: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
        """What was not written, and why.

        `require_alias` because a write to an index that is not there would make one, without our
        mapping and holding this one document.
        """

        def write() -> list[dict[str, Any]]:
            # Raising at an error would leave out what comes after a newer version, our daily bread.
            options: dict[str, Any] = {
                "raise_on_error": False,
                "index": alias,
                "require_alias": True,
            }
            answers = streaming_bulk(self.writer, actions, **options)
            return [item for is_written, item in answers if not is_written]

        return carry_out(write)

    def write_to(
        self,
        alias: str,
        documents: Sequence[Document],
        gone: Sequence[UUID],
        version: int,
        *,
        rule: str = NEWER,
    ) -> None:
        """Write to one index, such as that which nobody reads yet."""
        refused = self.put(alias, indexing(documents, rule))
        refused += self.put(alias, deleting(gone, version, rule))
        check(refused)

    def search(self, query: Query, seconds: float = READ_SECONDS) -> Results:
        """Raise EngineFailure when there is no answer within these seconds."""
        if query.offset + query.size > DEEPEST:
            query = Query(**{**vars(query), "offset": 0, "size": 0})
        body = render(query)
        try:
            return read_answer(within(seconds, lambda: self.ask(body)))
        except TimeoutError as error:
            raise EngineFailure("no answer in time") from error

    def ask(self, body: dict[str, Any]) -> Any:
        """The body of an answer, or else a failure of one kind: a stranger may send anything."""
        try:
            return self.client.search(index=self.alias, body=body).body
        except Exception as error:
            raise EngineFailure(repr(error)) from error

    def refresh(self) -> None:
        self.writer.indices.refresh(index=self.alias)

    def clear(self) -> None:
        """Put an empty index behind the alias."""
        self.drop(self.swap_in(self.make_index()))


def is_lost(item: dict[str, Any]) -> bool:
    """Whether an alias has no index any more."""
    answers = item.values()
    return any(answer.get("error", {}).get("type") in MISSING for answer in answers)


def read_answer(body: Any) -> Results:
    """Hits and counts; an answer of a part of the shards is none, since its counts are wrong.

    A proxy's page with status 200 is a text, not an answer.
    """
    try:
        if body["timed_out"] or body["_shards"]["failed"]:
            raise EngineFailure("only a part of the index answered")
        hits = [Hit(UUID(hit["_id"]), hit.get("_score") or 1.0) for hit in body["hits"]["hits"]]
        facets = {facet: counts(body["aggregations"][facet]["codes"]) for facet in FACETS}
        matched = int(body["aggregations"]["matched"]["doc_count"])
        return Results(hits, int(body["hits"]["total"]["value"]), facets, matched=matched)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EngineFailure(f"{str(body)[:60]!r} is no answer to a search: {error!r}") from error


def counts(codes: dict[str, Any]) -> dict[str, int]:
    buckets = codes["buckets"]
    if isinstance(buckets, dict):
        return {code: found["doc_count"] for code, found in buckets.items() if found["doc_count"]}
    return {found["key"]: found["doc_count"] for found in buckets}
