from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from events.calendar.renewal import mark_stale, render_stale, stale_events


class Command(BaseCommand):
    help = (
        "Render the calendar entries that are missing, or that another version of the code or "
        "another address of the site wrote. Readers need not wait for it: feeds are right before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="render the others anew as well")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            mark_stale()
        if number := stale_events().count():
            self.render(number)
        else:
            self.stdout.write("All calendar entries are as they should be.")

    def render(self, number: int) -> None:
        with tqdm(total=number, disable=not self.stdout.isatty(), unit="event") as bar:
            last: int | None = 0
            while last is not None:
                last = render_stale(after=last, tell=bar.update)
        self.stdout.write(self.style.SUCCESS(f"{number} events rendered."))
