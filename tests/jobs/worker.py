"""A runner as its own process: `python -m tests.jobs.worker <file> <seconds> [--once]`.

Jobs of kind `note` write "start <n>" to the file, take their time, then write "end <n>".
"""

import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from brink.jobs.registry import handler  # noqa: E402

FILE, SECONDS = Path(sys.argv[1]), float(sys.argv[2])


def write(line: str) -> None:
    with FILE.open("a") as file:  # one short write: whole lines, also with two writers
        file.write(f"{line}\n")


@handler("note")
def note(payload: dict) -> None:
    write(f"start {payload['n']}")
    time.sleep(SECONDS)
    write(f"end {payload['n']}")


if __name__ == "__main__":
    call_command("run_jobs", *sys.argv[3:])
