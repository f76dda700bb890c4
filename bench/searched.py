"""Search on one database, and on a server beside it: a part of `bench.search`."""

import gc
import os
import time

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings

from bench.events import scratch_database
from bench.indexing import Filling, server
from bench.items import Items
from bench.printing import make_parser, say
from bench.questions import ask_embedded, ask_pages, make_questions
from brink.pages.version import bump_version
from brink.themes.labels import forget


def measure(number: int, rounds: int) -> None:
    items, began = Items(number), time.monotonic()
    forget()
    with server(settings.ELASTICSEARCH_URL) as made:
        filling = Filling(made)
        filling.fill(items)
        bump_version()
        analyse_tables()
        say(f"\n## {number:,} documents on {connection.vendor}")
        filling.report()
        questions = make_questions(items)
        gc.freeze()  # as gunicorn.conf.py
        ask_embedded(questions, rounds)
        with override_settings(ELASTICSEARCH_URL=[]):
            say("\nPages with the embedded engine:")
            ask_pages(questions, rounds)
        if made:
            made.open()
            say("\nPages with Elasticsearch:")
            ask_pages(questions, rounds)
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    say(f"\n  {time.monotonic() - began:.0f} s in all; the machine's load was {load}")


def analyse_tables() -> None:
    """What PostgreSQL does by itself within a minute."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    with scratch_database():
        measure(asked.documents, asked.rounds)


if __name__ == "__main__":
    main()
