from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from tqdm import tqdm

from brink.people.privacy.retention import RULES, Rule, apply


class Command(BaseCommand):
    help = (
        "Removes what is kept of people for long enough, as is done each night; with --dry-run it "
        "only says how much that is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="remove nothing")
        parser.add_argument("--why", action="store_true", help="give the reason of each rule")

    @translation.override("en")
    def handle(self, *args: Any, **options: Any) -> None:
        width = max(len(code) for code in RULES)
        for rule in RULES.values():
            number = rule.due().count()
            if not options["dry_run"]:
                number = self.remove(rule, number)
            self.stdout.write(
                f"{rule.code:{width}} {rule.kept.days:4} days {number:7}  {rule.what}"
            )
            if options["why"]:
                self.stdout.write(f"{'':{width}} {rule.why}")
        if options["dry_run"]:
            self.stdout.write("Nothing was removed.")

    def remove(self, rule: Rule, number: int) -> int:
        hidden = not (number and self.stdout.isatty())
        with tqdm(total=number, disable=hidden, desc=rule.code, leave=False) as bar:
            return apply(rule, bar.update)
