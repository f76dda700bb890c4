"""What the engines of one database answer to the golden set, as JSON: a part of `bench.relevance`.

In one process there is one database; Elasticsearch is asked beside it when ELASTICSEARCH_URL names
a server, with indices of its own that are deleted afterwards.
"""

import json
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings

from bench import baseline
from bench.events import scratch_database
from search.engines import ElasticsearchEngine
from search.vectors.checking import missing_packages
from tests.search.golden.asking import Names, ask, fill, load, read_bodies, read_names
from tests.search.golden.queries import HALVES, Golden, read_half

Ask = Callable[[Golden, Names], list[str]]
#: By engine and query: ids of items, the best first.
Answers = dict[str, dict[str, list[str]]]

VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def answer() -> Answers:
    found: Answers = {}
    database, hosts = VENDORS[connection.vendor], settings.ELASTICSEARCH_URL
    with embedded():
        load()
        names = read_names() | read_bodies()
        fill()
        found[database] = ask_all(ask, names)
        found |= ask_with_vectors(database, names)
    with baseline.filled(baseline.DATABASE):
        found[f"Wagtail, {database}"] = ask_all(baseline.ask, names)
    if hosts:
        prefix = f"brink-bench-{secrets.token_hex(6)}"
        with on_server(hosts, prefix):
            found["Elasticsearch"] = ask_all(ask, names)
            found |= ask_with_vectors("Elasticsearch", names)
        with baseline.filled(baseline.server(hosts, prefix)):
            found["Wagtail, Elasticsearch"] = ask_all(baseline.ask, names)
    return found


def ask_all(engine: Ask, names: Names) -> dict[str, list[str]]:
    return {golden.id: engine(golden, names) for half in HALVES for golden in read_half(half)}


def ask_with_vectors(engine: str, names: Names) -> Answers:
    """The same with what it means beside its words; nothing where the packages are missing."""
    if missing_packages():
        return {}
    with override_settings(SEARCH_VECTORS=True):
        fill()
        return {f"{engine}, vectors": ask_all(ask, names)}


def embedded() -> override_settings:
    return override_settings(ELASTICSEARCH_URL=[])


@contextmanager
def on_server(hosts: list[str], prefix: str) -> Iterator[None]:
    """With the content in an index of its own; exactly that is deleted afterwards."""
    with override_settings(ELASTICSEARCH_URL=hosts, ELASTICSEARCH_PREFIX=prefix):
        engine = ElasticsearchEngine(hosts, prefix)
        try:
            fill()
            engine.refresh()
            yield
        finally:
            for index in list(engine.writer.indices.get(index=f"{engine.alias}-*").body):
                engine.writer.indices.delete(index=index)


def main() -> None:
    with redirect_stdout(sys.stderr), scratch_database():
        found = answer()
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
