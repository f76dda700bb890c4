from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from brink.pages.rebuilding import differences, published_items, rebuild


class Command(BaseCommand):
    help = "Make the published copies of all pages right; a copy that is right is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if anything differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        step = differences if options["check"] else rebuild
        items = published_items()
        wrong = 0
        for item in tqdm(items, disable=not self.stdout.isatty(), unit="item"):
            if found := step(item):
                wrong += 1
                self.stdout.write(f"{item.key}: {', '.join(found)}")
        if options["check"] and wrong:
            raise CommandError(f"{wrong} of {len(items)} items differ from their pages.")
        done = "differ" if options["check"] else "were made right"
        self.stdout.write(self.style.SUCCESS(f"{len(items)} items read, {wrong} {done}."))
