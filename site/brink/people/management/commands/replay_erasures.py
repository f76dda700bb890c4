import re
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from tqdm import tqdm

from brink.people.models import Erasure, Person
from brink.people.privacy.erasure import erase
from brink.people.privacy.subject import subject_behind

#: A line of the list, or of the log (`brink.people.privacy.erasure`).
LINE = re.compile(r"^(?:.*Erased person )?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.M)


class Command(BaseCommand):
    help = (
        "Erases again who was erased after a backup that is put back was made. Give it the list "
        "that --list wrote before, or the log of the site: each erasure is a line in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="write the list, erase nobody")
        parser.add_argument("file", nargs="?", default="", help="a list or a log; - for stdin")

    def handle(self, *args: Any, **options: Any) -> None:
        known = set(Erasure.objects.values_list("person_uid", flat=True))
        if options["list"]:
            self.stdout.writelines(f"{uid}\n" for uid in sorted(known))
            return
        listed = set(map(UUID, LINE.findall(read(options["file"]))))
        back = Person.objects.filter(uid__in=known | listed, erased_at=None)
        self.stdout.write(f"{self.erase_all(list(back))} people erased again.")

    def erase_all(self, people: list[Person]) -> int:
        """Who was erased with somebody before them in the list is gone by then, and not counted."""
        count = 0
        for person in tqdm(people, disable=not self.stdout.isatty(), unit="person"):
            if Person.objects.filter(pk=person.pk, erased_at=None).exists():
                erase(subject_behind(person))
                count += 1
        return count


def read(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    return Path(name).read_text() if name else ""
