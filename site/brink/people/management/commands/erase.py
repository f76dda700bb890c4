from argparse import ArgumentParser
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand
from django.utils import translation

from brink.people.privacy.erasure import erase
from brink.people.privacy.holdings import SECTIONS, held
from brink.people.privacy.subject import Subject, subject_at, subject_of


class Command(BaseCommand):
    help = (
        "Erases somebody who asked for it by letter and cannot do so on the site. Says what is "
        "held of the address; nothing is erased without --yes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="an address that you know is theirs")
        parser.add_argument("--yes", action="store_true", help="erase it; there is no way back")

    @translation.override("en")
    def handle(self, *args: Any, **options: Any) -> None:
        subject = subject_by(options["email"])
        found = held(subject)
        for section in SECTIONS:
            if rows := found[section.code]:
                self.stdout.write(f"{len(rows):5}  {section.label}")
        if not any(found.values()):
            self.stdout.write("Nothing is held of this address.")
        elif options["yes"]:
            erase(subject)
            self.stdout.write(self.style.SUCCESS("Erased."))
        else:
            self.stdout.write("Nothing was erased: say --yes.")


def subject_by(email: str) -> Subject:
    """Also an account that is switched off, which its owner cannot enter."""
    proven = EmailAddress.objects.filter(email=email.lower(), verified=True)
    known = proven.select_related("user").first()
    return subject_of(known.user) if known else subject_at(email)
