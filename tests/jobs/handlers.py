"""Jobs that write what they do in the file JOBS_NOTES, for runners in processes of their own.

What a test switches off or slows down here is named by the environment: see `tests.jobs.runners`.
"""

import os
import time
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

from django.db.models import QuerySet

from brink.jobs import lease, runner
from brink.jobs.models import Job
from brink.jobs.registry import PermanentFailure, handler

FILE = Path(os.environ["JOBS_NOTES"])
SECONDS = float(os.environ["JOBS_SECONDS"])


def write(line: str, file: Path = FILE) -> None:
    with file.open("a") as opened:  # one short write: whole lines, also with two writers
        opened.write(f"{line}\n")


@handler("note")
def note(payload: dict) -> None:
    """Takes its time, but only at the first attempt: who comes after a killed one is quick."""
    start = f"start {payload['n']}"
    is_first = start not in FILE.read_text().splitlines()
    write(start)
    write(f"{payload['n']} {os.environ['JOBS_NAME']}", FILE.with_suffix(".who"))
    if is_first:
        time.sleep(payload.get("seconds", SECONDS))
    write(f"end {payload['n']}")


@handler("stumble")
def stumble(payload: dict) -> None:
    write("stumble")
    if FILE.read_text().splitlines().count("stumble") == 1:
        raise OSError("the first time")


@handler("refused")
def refused(payload: dict) -> None:
    write("refused")
    raise PermanentFailure("550")


def dawdle_after_reading(seconds: float) -> None:
    """Between reading a due row and writing the lease, where a second runner may come in."""
    save = Job.save

    def late(job: Job, **kwargs: object) -> None:
        time.sleep(seconds)
        save(job, **kwargs)

    Job.save = late


def claim_without_lock() -> None:
    lease.transaction = SimpleNamespace(atomic=nullcontext)
    QuerySet.select_for_update = lambda self, **_: self


if "JOBS_DAWDLE" in os.environ:
    dawdle_after_reading(float(os.environ["JOBS_DAWDLE"]))
if "JOBS_UNLOCKED" in os.environ:
    claim_without_lock()
if "JOBS_UNKEPT" in os.environ:
    runner.kept = nullcontext
runner.FIRST_PAUSE /= 30  # one second
