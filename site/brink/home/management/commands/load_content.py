from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from brink.home.demo.loader import load_content
from brink.home.demo.pages import Stub
from brink.home.demo.source import ContentError
from brink.jobs.runner import count_due, run_next


class Command(BaseCommand):
    help = (
        "Load the demo content. What is there already stays as it is; a second load adds nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "content")
        parser.add_argument("--quiet", action="store_true", help="no progress bars")

    def handle(self, *args: Any, **options: Any) -> None:
        bar = {"disable": options["quiet"], "ascii": True}

        def progress(steps: Iterable[Stub], word: str) -> Iterable[Stub]:
            return tqdm(steps, desc=word, unit="page", **bar)

        try:
            outcome = load_content(options["folder"], progress)
        except ContentError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        with tqdm(desc="Jobs", unit="job", total=count_due(), **bar) as jobs:
            done = run_all(jobs)
        self.stdout.write(
            f"Loaded {outcome.pages} pages and {outcome.registrations} registrations; "
            f"ran {done} jobs."
        )


def run_all(bar: tqdm) -> int:
    """Run all jobs and say how many; those that add others make the bar longer.

    One may do others along with its own (`brink.jobs.company`): the bar is full at the end.
    """
    done = 0
    while run_next() is not None:
        done += 1
        bar.total = max(bar.total or 0, done)
        bar.update()
    bar.total = done
    return done
