from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from elasticsearch import ApiError, TransportError

from brink.pages.rebuilding import attach_documents
from search.engines import EmbeddedEngine, EngineFailure, server
from search.management.progress import progress_bar
from search.rebuilding import RebuildFailure, Rebuilt, rebuild
from search.vectors.keeping import lacks_vectors


class Command(BaseCommand):
    help = (
        "Fill the search index anew from what is published. Readers notice nothing: "
        "Elasticsearch gets a new index, which takes the place of the old one when it is full and "
        "holds what the database does. The old one is kept for search_rollback."
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
        start = monotonic()
        try:
            if options["if_missing"] and not is_missing():
                return
            attach_documents()
            done = rebuild(progress_bar(is_quiet=options["quiet"]))
        except (RebuildFailure, EngineFailure, TransportError, ApiError) as error:
            raise CommandError(str(error)) from error
        took = monotonic() - start
        rate = f"{done.items / took:.0f} a second"
        self.stdout.write(f"Indexed {done.items} items in {took:.1f} s, {rate}.")
        if done.index:
            self.stdout.write(
                f"Elasticsearch: {done.index} is in use; it replaced {what_was(done)}."
            )
        else:
            self.stdout.write("Elasticsearch: not used (ELASTICSEARCH_URL is not set).")


def what_was(done: Rebuilt) -> str:
    kept = [f"{name}, which is kept" for name in done.kept]
    return ", ".join([*kept, *done.earlier]) or "nothing"


def is_missing() -> bool:
    """The embedded index comes with the database; only that of a server can be missing.

    Either may be of an earlier edition; a server then has none of ours. And vectors may have been
    switched on since.
    """
    engine = server()
    is_old = EmbeddedEngine().is_stale() or lacks_vectors()
    return is_old or (engine is not None and not engine.indices())
