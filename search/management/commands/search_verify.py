from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from elasticsearch import ApiError, TransportError

from search.engines import EngineFailure
from search.management.progress import progress_bar
from search.verifying import Verdict, verify

DIFFERENT, FAILED = 1, 2


class Command(BaseCommand):
    help = (
        "Compare the search indices with what is published and mend what differs. Items whose job "
        "is still to come are left out. Exit code 0: all is well now; 1: differences are left; "
        "2: Elasticsearch did not answer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what differs, mend nothing")
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        progress = progress_bar(is_quiet=options["quiet"])
        try:
            verdicts = verify(progress, is_dry=options["dry_run"])
        except (EngineFailure, TransportError, ApiError) as error:
            raise CommandError(f"Elasticsearch failed: {error}", returncode=FAILED) from error
        for verdict in verdicts:
            self.stdout.write(str(verdict))
        if any(verdict.left for verdict in verdicts):
            raise CommandError(advice(verdicts), returncode=DIFFERENT)


def advice(verdicts: list[Verdict]) -> str:
    if any(verdict.left.ahead for verdict in verdicts):
        return "An index is newer than the database (from a backup?): run search_rebuild."
    return "The indices differ from what is published."
