from typing import Any

from django.core.management.base import BaseCommand, CommandError

from brink.themes.vocabularies import VocabularyError, load_vocabularies


class Command(BaseCommand):
    help = "Load themes, sectors, regions and other vocabularies; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = load_vocabularies()
        except VocabularyError as error:
            raise CommandError(str(error)) from error
        for done, places in (("new", outcome.created), ("changed", outcome.updated)):
            for place in places:
                self.stdout.write(f"{done}: {place}")
        counts = f"{len(outcome.created)} new, {len(outcome.updated)} changed"
        self.stdout.write(self.style.SUCCESS(f"{counts}, {outcome.unchanged} as they were."))
