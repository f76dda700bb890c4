from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.rebuilding import RebuildFailure, roll_back


class Command(BaseCommand):
    help = (
        "Give readers the index of Elasticsearch that they had before the last search_rebuild, "
        "brought up to date. A second time goes forth again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = roll_back()
        except RebuildFailure as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Elasticsearch: {done.index} is in use.")
        if done.left:
            raise CommandError(f"It could not be brought up to date: {done.left}.")
