from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from brink.home.set_up import set_up
from brink.pages.claimed import hidden_paths
from events.calendar.renewal import render_stale_later


class Command(BaseCommand):
    help = (
        "Make what a site needs before anybody can write: page tree, vocabularies, groups and the "
        "search index; and have old calendar entries renewed. What is there already stays as it "
        "is, so it is a step of every update."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = set_up()
        if done.pages:
            self.stdout.write(f"Made {done.pages} pages: the homes and their index pages.")
        if done.terms:
            self.stdout.write(f"Added {done.terms} terms to the vocabularies.")
        if done.groups:
            self.stdout.write(f"Made the groups {', '.join(done.groups)}.")
        if not (done.pages or done.terms or done.groups):
            self.stdout.write("Pages, vocabularies and groups were there already.")
        if done.bodies:
            self.stdout.write(f"Gave {done.bodies} organisations and research groups a page.")
        if number := render_stale_later():
            self.stdout.write(f"A job renders the calendar entries of {number} events anew.")
        for path in hidden_paths():
            self.stderr.write(f"A part of the site answers at {path}: give the page another slug.")
        self.make_index()

    def make_index(self) -> None:
        """A server that is away must not keep the site from starting: readers do without it."""
        try:
            call_command("search_rebuild", if_missing=True, quiet=True, stdout=self.stdout)
        except CommandError as error:
            self.stderr.write(f"Run `manage.py search_rebuild` when this is solved: {error}")
