"""How fast documents get into an index, beside the raw bulk helper of the client."""

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.test.utils import override_settings
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from tqdm import tqdm

from bench.items import Items
from bench.printing import say
from brink.pages.offer import Offer
from search.comparing import BATCH
from search.documents import Document, make_document
from search.engines import ElasticsearchEngine, EmbeddedEngine
from search.engines.mapping import as_source

#: So many batches are measured as one.
TOGETHER = 10
#: One of so many of these goes to the raw helper too, or it would take as long again.
EACH = 4


class Filling:
    """Seconds of each kind of work, by what it was done with, and for how many documents."""

    def __init__(self, server: "Server | None") -> None:
        self.seconds: dict[str, float] = {}
        self.documents: dict[str, int] = {}
        self.server = server

    def fill(self, items: Items) -> None:
        batches = items.batches(BATCH * TOGETHER)
        rounds = -(-items.number // (BATCH * TOGETHER))
        for number, offers in enumerate(tqdm(batches, total=rounds, desc="  fill", disable=None)):
            documents = self.timed("analyse", offers, analysed)
            self.timed("embedded", documents, embed)
            if self.server:
                self.send(self.server, documents, is_raw_too=number % EACH == 0)

    def send(self, server: "Server", documents: list[Document], *, is_raw_too: bool) -> None:
        """The raw helper gets the same documents, in turn first and last, as a server has moods."""
        if is_raw_too:
            actions = list(server.actions(documents))
            self.timed("raw bulk", actions, partial(bulk, server.raw))
        name = "server" if is_raw_too else "server, the rest"
        self.timed(name, documents, server.write)

    def timed(self, name: str, of: Sequence[Any], work: Callable[[Any], Any]) -> Any:
        began = time.perf_counter()
        done = work(of)
        self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - began
        self.documents[name] = self.documents.get(name, 0) + len(of)
        return done

    def rate(self, *names: str) -> float:
        """Documents a second, where all these are done one after the other."""
        return 1 / sum(self.seconds[name] / self.documents[name] for name in names)

    def report(self) -> None:
        say("\n  documents a second")
        say(f"  analyse             {self.rate('analyse'):8.0f}")
        say(f"  embedded            {self.rate('embedded'):8.0f}  ready-made documents")
        say(f"  embedded, analysed  {self.rate('embedded', 'analyse'):8.0f}")
        if self.server:
            raw, ours = self.rate("raw bulk"), self.rate("server")
            say(f"  raw bulk            {raw:8.0f}  ready-made actions, {BATCH * TOGETHER} a call")
            say(f"  server              {ours:8.0f}  {ours / raw:.2f} × raw; {BATCH} a call")
            whole = self.rate("server", "analyse")
            say(f"  server, analysed    {whole:8.0f}  {whole / raw:.2f} × raw")


def analysed(offers: Sequence[Offer]) -> list[Document]:
    return [document for offer in offers if (document := make_document(offer))]


def in_batches(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    """As many as a rebuild writes at once."""
    return (documents[n : n + BATCH] for n in range(0, len(documents), BATCH))


def embed(documents: Sequence[Document]) -> None:
    for batch in in_batches(documents):
        EmbeddedEngine().index(batch)


class Server:
    """An index as a rebuild fills it, and one of the same shape for the raw helper."""

    def __init__(self, hosts: list[str], prefix: str) -> None:
        self.ours = ElasticsearchEngine(hosts, prefix)
        self.index = self.ours.make_index(self.ours.next)
        other = ElasticsearchEngine(hosts, f"{prefix}-raw")
        self.raw_index = other.make_index(other.next)
        self.raw = Elasticsearch(hosts, request_timeout=60)

    def write(self, documents: Sequence[Document]) -> None:
        for batch in in_batches(documents):
            self.ours.write_to(self.ours.next, batch, [], 0)

    def actions(self, documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
        for document in documents:
            source = as_source(document)
            yield {"_index": self.raw_index, "_id": str(document.key), "_source": source}

    def open(self) -> None:
        """Readers have it from now on; what the raw helper wrote is gone."""
        self.raw.indices.delete(index=self.raw_index)
        self.ours.swap_in(self.index)
        self.ours.refresh()

    def remove(self) -> None:
        for name in (self.index, self.raw_index):
            self.raw.indices.delete(index=name, ignore_unavailable=True)
        self.raw.close()


@contextmanager
def server(hosts: list[str]) -> Iterator[Server | None]:
    """With indices of its own while it lasts; None where no server is named."""
    if not hosts:
        yield None
        return
    prefix = f"brink-bench-{secrets.token_hex(6)}"
    made = Server(hosts, prefix)
    try:
        with override_settings(ELASTICSEARCH_PREFIX=prefix):
            yield made
    finally:
        made.remove()
