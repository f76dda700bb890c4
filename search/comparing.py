"""What an index should hold and what it holds, by id and version."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from brink.jobs.models import Job
from brink.pages.models.card import Card
from brink.pages.version import content_version
from search.documents import EDITION, NO_RESULTS, Document
from search.engines import ElasticsearchEngine
from search.indexing import read_change
from search.models import Entry
from search.vectors.keeping import has_vectors

#: In calls of 100 a server takes a sixth less in a second; with more, editors wait longer for the
#: lock on the vocabulary.
BATCH = 250
SAME = ("facets", "texts", "published", "moment", "end", "parts", "part_texts")


@dataclass
class Difference:
    """Items that an index lacks, has as they were, or has though they are gone.

    `ahead` is newer than anything in the database: that was put back from a backup.
    """

    missing: set[UUID] = field(default_factory=set)
    stale: set[UUID] = field(default_factory=set)
    ghosts: set[UUID] = field(default_factory=set)
    ahead: set[UUID] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.keys or self.ahead)

    def __str__(self) -> str:
        return (
            f"{len(self.missing)} missing, {len(self.stale)} stale, {len(self.ghosts)} ghosts, "
            f"{len(self.ahead)} ahead"
        )

    @property
    def keys(self) -> set[UUID]:
        """What can be mended by writing it anew."""
        return self.missing | self.stale | self.ghosts

    def without(self, keys: set[UUID]) -> "Difference":
        parts = (self.missing, self.stale, self.ghosts, self.ahead)
        return Difference(*(part - keys for part in parts))


def published_keys() -> list[UUID]:
    """The items there are, the oldest first: the newest get the highest numbers in the index."""
    cards = Card.objects.exclude(kind__in=NO_RESULTS).order_by("published", "pk")
    return list(dict.fromkeys(cards.values_list("key", flat=True)))


def in_batches(keys: Sequence[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), BATCH):
        yield list(keys[start : start + BATCH])


def waiting_keys(among: Collection[UUID] | None = None) -> set[UUID]:
    """Items, of all or of these, whose job is still to come: those will not be behind for long."""
    states = (Job.State.QUEUED, Job.State.RETRY, Job.State.RUNNING)
    jobs = Job.objects.filter(kind="index", state__in=states)
    if among is not None:
        jobs = jobs.filter(payload__key__in=[str(key) for key in among])
    found = jobs.values_list("payload", flat=True)
    return {UUID(payload["key"]) for payload in found if "key" in payload}


def compare_embedded(batch: Sequence[UUID]) -> Difference:
    """The entries of these items, word for word beside what is published now."""
    documents = {document.key: document for document in read_change(batch).documents}
    rows = Entry.objects.filter(key__in=batch).defer("vectors")
    entries = {entry.key: entry for entry in rows}
    both = documents.keys() & entries.keys()
    return Difference(
        missing=documents.keys() - entries.keys(),
        stale={key for key in both if not is_same(entries[key], documents[key])},
        ghosts=entries.keys() - documents.keys(),
    )


def is_same(entry: Entry, document: Document) -> bool:
    """Whether the entry says the same, in words of this release, with vectors of the same."""
    is_alike = all(getattr(entry, name) == getattr(document, name) for name in SAME)
    return is_alike and entry.edition == EDITION and has_vectors(entry, document)


def compare_server(engine: ElasticsearchEngine, alias: str) -> Difference:
    """An index of the server beside the embedded one, which is written first and with the same.

    Entries are read first: what is written meanwhile is newer there, which is no difference.
    """
    entries = dict(Entry.objects.values_list("key", "version"))
    held = {UUID(key): version for key, version in engine.versions(alias).items()}
    return differ(entries, held, content_version())


def differ(entries: Mapping[UUID, int], held: Mapping[UUID, int], newest: int) -> Difference:
    both = entries.keys() & held.keys()
    return Difference(
        missing=set(entries.keys() - held.keys()),
        stale={key for key in both if held[key] < entries[key]},
        ghosts=set(held.keys() - entries.keys()),
        ahead={key for key in held if held[key] > newest},
    )
