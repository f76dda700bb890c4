from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from elasticsearch import ApiError, TransportError
from tqdm import tqdm

from search.engines import EmbeddedEngine, server
from search.indexing import RebuildFailure, rebuild


class Command(BaseCommand):
    help = (
        "Fill the search index anew from what is published. Readers notice nothing: "
        "Elasticsearch gets a new index, which takes the place of the old one when it is full."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress bar")
        parser.add_argument(
            "--if-missing",
            action="store_true",
            help="only when Elasticsearch has no index yet, or what there is was made by an "
            "earlier release that wrote other words",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        def progress(batches: Iterable[list[UUID]], total: int) -> Iterator[list[UUID]]:
            bar = tqdm(total=total, desc="Items", unit="item", disable=options["quiet"], ascii=True)
            with bar:
                for batch in batches:
                    yield batch
                    bar.update(len(batch))

        start = monotonic()
        try:
            if options["if_missing"] and not is_missing():
                return
            done = rebuild(progress)
        except (RebuildFailure, TransportError, ApiError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Indexed {done.items} items in {monotonic() - start:.1f} s.")
        if done.index:
            was = ", ".join(done.replaced) or "nothing"
            self.stdout.write(f"Elasticsearch: {done.index} is in use; it replaced {was}.")
        else:
            self.stdout.write("Elasticsearch: not used (ELASTICSEARCH_URL is not set).")


def is_missing() -> bool:
    """The embedded index comes with the database; only that of a server can be missing.

    Either may be of an earlier edition; a server then has none of ours.
    """
    engine = server()
    return EmbeddedEngine().is_stale() or (engine is not None and not engine.indices())
