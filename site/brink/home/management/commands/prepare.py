import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from brink.home.models import HomePage


class Command(BaseCommand):
    help = (
        "Make the database ready and fill an empty one with the demo content; then say where "
        "everything is. `make run` calls it before it serves."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("set_up", stdout=self.stdout)
        if not HomePage.objects.filter(latest_revision__isnull=False).exists():  # nobody wrote yet
            self.stdout.write("An empty database: loading the demo content, once …")
            call_command("load_content")
        self.tell_addresses(f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
        call_command("demo_accounts")
        self.stdout.write("Ctrl-C stops it.\n")

    def tell_addresses(self, base: str) -> None:
        places = {
            "Nederlands": "/nl/",
            "English": "/en/",
            "Editing": "/admin/",
            "Mail it sent": "/dev/mail/",
            "Health": "/readyz",
        }
        self.stdout.write("\nBrink is about to serve on:")
        for name, path in places.items():
            self.stdout.write(f"  {name:<14}{base}{path}")
        self.stdout.write("Demo accounts:")
