from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from brink.home.demo.accounts import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Print the demo accounts and their password; only under DEBUG."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demo accounts exist under DEBUG only.")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<24} {account.what}")
        self.stdout.write(f"  password for each: {PASSWORD}")
