"""Search on an Elasticsearch server, 8.19 or newer.

Readers never wait for it longer than a second, and whatever it does it fails in one way only:
`EngineFailure`. Writers may wait; their failure is a job that is tried again.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from elasticsearch import ApiError, NotFoundError, TransportError
from elasticsearch.helpers import streaming_bulk

from search.deadline import within
from search.documents import EDITION, Document
from search.engines.base import EngineFailure
from search.engines.connection import READ_SECONDS, connect
from search.engines.mapping import ItemDocument, as_source
from search.engines.rendering import render
from search.query import FACETS, Hit, Query, Results

WRITE_SECONDS = 10.0
#: Beyond this place the server refuses (`index.max_result_window`).
DEEPEST = 10_000


class ElasticsearchEngine:
    """Knows what its jobs told it, no more.

    A page hidden by a bulk update of the database (`update(live=False)`) tells nobody: hits are
    checked against the database when they are shown, but totals and facet counts include it until
    its item is published again or the next `search_rebuild`. The embedded engine asks the database.
    """

    def __init__(self, hosts: Sequence[str], prefix: str) -> None:
        self.client = connect(tuple(hosts))
        self.writer = self.client.options(request_timeout=WRITE_SECONDS)
        self.before = f"{prefix}-items"
        #: Of this edition: what an earlier release made is not read and not written, and servers
        #: that still run that release keep it until ours is full.
        self.alias = f"{self.before}-{EDITION}"

    def index(self, documents: Sequence[Document]) -> None:
        self.send(actions_for(documents))

    def delete(self, keys: Sequence[UUID], version: int) -> None:
        self.send({"_op_type": "delete", **versioned(key, version)} for key in keys)

    def send(self, actions: Iterator[dict[str, Any]], index: str = "") -> None:
        """Write all; what the index has newer, or has not at all, is as it should be.

        `require_alias` because a write to an index that is not there would make one, without our
        mapping and holding this one document.
        """
        target = {"index": index} if index else {"index": self.alias, "require_alias": True}
        try:
            # Raising at an error would leave out what comes after a newer version, our daily bread.
            answers = streaming_bulk(self.writer, actions, raise_on_error=False, **target)
            refused = [item for is_written, item in answers if not is_written]
        except (TransportError, ApiError) as error:
            raise EngineFailure(repr(error)) from error
        if wrong := [item for item in refused if not is_fine(item)]:
            raise EngineFailure(f"{len(wrong)} not written, such as {wrong[0]}")

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

    def make_index(self) -> str:
        """A new index that nobody reads yet."""
        name = f"{self.alias}-{timezone.now():%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
        settings, mapping = ItemDocument.Index.settings, ItemDocument._doc_type.mapping.to_dict()
        self.writer.indices.create(index=name, settings=settings, mappings=mapping)
        return name

    def fill(self, name: str, documents: Sequence[Document]) -> None:
        """Write to an index that nobody reads yet."""
        self.send(actions_for(documents), index=name)

    def swap_in(self, name: str) -> list[str]:
        """Let readers go over to an index in one step; those they came from are still there."""
        old = self.indices()
        removals: list[dict] = [{"remove": {"index": index, "alias": self.alias}} for index in old]
        additions: list[dict] = [{"add": {"index": name, "alias": self.alias}}]
        self.writer.indices.update_aliases(actions=[*removals, *additions])
        return old

    def drop(self, names: Sequence[str]) -> None:
        """Delete indices, but never one that readers use."""
        for name in set(names).difference(self.indices()):
            self.writer.indices.delete(index=name, ignore_unavailable=True)

    def indices(self) -> list[str]:
        """The indices behind the alias: one, or none before the first rebuild."""
        return self.behind(self.alias)

    def earlier_indices(self) -> list[str]:
        """Those of earlier editions; the first had no number."""
        names = [self.before, *(f"{self.before}-{number}" for number in range(2, EDITION))]
        return [index for name in names for index in self.behind(name)]

    def behind(self, alias: str) -> list[str]:
        try:
            return sorted(self.writer.indices.get_alias(name=alias).body)
        except NotFoundError:
            return []


def versioned(key: UUID, version: int) -> dict[str, Any]:
    return {"_id": str(key), "version": version, "version_type": "external"}


def actions_for(documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        yield {
            "_op_type": "index",
            **versioned(document.key, document.version),
            "_source": as_source(document),
        }


def is_fine(item: dict[str, Any]) -> bool:
    """Whether a write that was refused left the index right: newer there, or not there to delete.

    An index that is missing answers 404 too, but with an error.
    """
    (action, answer), *_rest = item.items()
    return answer["status"] == 409 or (action == "delete" and answer.get("result") == "not_found")


def read_answer(body: Any) -> Results:
    """Hits and counts; an answer of a part of the shards is none, since its counts are wrong.

    A proxy's page with status 200 is a text, not an answer.
    """
    try:
        if body["timed_out"] or body["_shards"]["failed"]:
            raise EngineFailure("only a part of the index answered")
        hits = [Hit(UUID(hit["_id"]), hit.get("_score") or 1.0) for hit in body["hits"]["hits"]]
        facets = {facet: counts(body["aggregations"][facet]["codes"]) for facet in FACETS}
        matched = int(body["aggregations"]["all"]["doc_count"])
        return Results(hits, int(body["hits"]["total"]["value"]), facets, matched=matched)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EngineFailure(f"{str(body)[:60]!r} is no answer to a search: {error!r}") from error


def counts(codes: dict[str, Any]) -> dict[str, int]:
    buckets = codes["buckets"]
    if isinstance(buckets, dict):
        return {code: found["doc_count"] for code, found in buckets.items() if found["doc_count"]}
    return {found["key"]: found["doc_count"] for found in buckets}
