import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, connections

from brink.jobs.daily import plan_daily
from brink.jobs.runner import run_next, seconds_to_next

LONGEST_SLEEP = 2.0


class Command(BaseCommand):
    help = "Runs what the outbox holds: mail, search index, tasks. Ends cleanly on SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is due (cron)")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        count = self.drain()
        while not options["once"] and not self.stopping.is_set():
            self.stopping.wait(self.pause())
            count += self.drain()
        self.stdout.write(f"{count} jobs run.")

    def drain(self) -> int:
        count = 0
        try:
            plan_daily()
            while not self.stopping.is_set() and (job := run_next()):
                self.stdout.write(f"{job.key}: {job.get_state_display()}")
                count += 1
        except OperationalError as error:  # the database restarts or is busy: come back later
            self.stderr.write(f"Database: {error}")
            connections.close_all()
        return count

    def pause(self) -> float:
        try:
            return seconds_to_next(LONGEST_SLEEP)
        except OperationalError:
            connections.close_all()
            return LONGEST_SLEEP
