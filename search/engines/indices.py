"""The indices of a server: the one that readers use, the next and the one before, by alias."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from search.documents import EDITION
from search.engines.mapping import ItemDocument
from search.engines.sending import carry_out

#: For so long a delete is remembered; the server's own minute is less than a write can take that
#: was held up somewhere, and would then bring back what is gone.
GC_DELETES = "1h"
SCAN_SECONDS = 600.0
#: How the other aliases of an index end.
NEXT, PREVIOUS = "-next", "-previous"


class Indices:
    """`writer` is a client that may take its time; all aliases begin with `family`."""

    writer: Elasticsearch
    family: str
    alias: str

    @property
    def next(self) -> str:
        """The alias of an index that is being filled: all that is written goes there too."""
        return f"{self.alias}{NEXT}"

    @property
    def previous(self) -> str:
        """The alias of what readers had before, kept for `search_rollback`."""
        return f"{self.alias}{PREVIOUS}"

    def indices(self, alias: str = "") -> list[str]:
        """The indices behind the alias: one, or none before the first rebuild."""
        return self.standing().get(alias or self.alias, [])

    def earlier_indices(self) -> list[str]:
        """Those of earlier editions, what was kept for a roll-back too; the first had no number."""
        standing = self.standing()
        names = [self.family, *(f"{self.family}-{number}" for number in range(2, EDITION))]
        aliases = [f"{name}{end}" for name in names for end in ("", NEXT, PREVIOUS)]
        return sorted({index for alias in aliases for index in standing.get(alias, [])})

    def standing(self) -> dict[str, list[str]]:
        """The aliases there are, each with its indices; others may be among them."""

        def read() -> dict[str, list[str]]:
            found = self.writer.indices.get_alias(name=f"{self.family}*").body
            standing: dict[str, list[str]] = defaultdict(list)
            for index, about in sorted(found.items()):
                for alias in about["aliases"]:
                    standing[alias].append(index)
            return dict(standing)

        return carry_out(read)

    def make_index(self, *aliases: str) -> str:
        """A new index that nobody reads yet."""
        name = f"{self.alias}-{timezone.now():%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
        values: dict[str, Any] = {
            "settings": shape(),
            "mappings": ItemDocument._doc_type.mapping.to_dict(),
            "aliases": {alias: {} for alias in aliases},
        }
        carry_out(lambda: self.writer.indices.create(index=name, **values))
        return name

    def swap_in(self, name: str) -> list[str]:
        """Let readers go over to an index in one step; gives what they had, which is kept.

        Whatever was kept before that loses its alias.
        """
        standing = self.standing()
        old = [index for index in standing.get(self.alias, []) if index != name]
        moves = [
            move("remove", index, alias)
            for alias in (self.alias, self.previous, self.next)
            for index in standing.get(alias, [])
        ]
        moves += [move("add", name, self.alias), *(move("add", i, self.previous) for i in old)]
        carry_out(lambda: self.writer.indices.update_aliases(actions=moves))
        return old

    def follow(self, name: str, *, ends: bool = False) -> None:
        """From now on, what is written goes to this index too; or no longer."""
        moves = [move("remove" if ends else "add", name, self.next)]
        carry_out(lambda: self.writer.indices.update_aliases(actions=moves))

    def drop(self, names: Sequence[str]) -> None:
        """Delete indices, but never one that readers use."""
        for name in set(names).difference(self.indices()):
            carry_out(partial(self.writer.indices.delete, index=name, ignore_unavailable=True))

    def versions(self, alias: str) -> dict[str, int]:
        """What an index holds, by id."""

        def read() -> dict[str, int]:
            self.writer.indices.refresh(index=alias)
            found = {"version": True, "_source": False}
            hits = scan(self.writer, index=alias, query=found, size=1000)
            return {hit["_id"]: hit["_version"] for hit in hits}

        return carry_out(read, seconds=SCAN_SECONDS)


def move(action: str, index: str, alias: str) -> dict[str, Any]:
    return {action: {"index": index, "alias": alias}}


def shape() -> dict[str, Any]:
    """How a new index is kept; without a number of replicas there is one where it has a place."""
    replicas = settings.ELASTICSEARCH_REPLICAS
    return {
        "number_of_shards": settings.ELASTICSEARCH_SHARDS,
        **({"auto_expand_replicas": "0-1"} if replicas < 0 else {"number_of_replicas": replicas}),
        "gc_deletes": GC_DELETES,
    }
