"""Have a file read by a process of its own, which ends when we want it to.

What is uploaded may be made to hurt: a few bytes that unpack to gigabytes, or a page that takes an
hour. A thread cannot be ended, and what it takes is taken from the site.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from wagtail.documents.models import AbstractDocument

from brink.documents.models import Reading

READER = Path(__file__).with_name("reader.py")
KINDS = ("pdf", "docx", "pptx")
LARGEST = 50 * 1024 * 1024  # bytes
LONGEST = 60.0  # seconds; a page of a PDF takes some hundredths of one


@dataclass(frozen=True)
class Extract:
    """What came of reading a file."""

    state: Reading.State
    reason: Reading.Reason | str = ""
    pages: list[dict[str, Any]] = field(default_factory=list)
    digest: str = ""
    size: int | None = None


def extract(document: AbstractDocument) -> Extract:
    """Raises what a storage that is away raises, so that the job is tried again."""
    kind = document.file_extension.lower()
    if kind not in KINDS:
        return Extract(Reading.State.LEFT, Reading.Reason.OTHER_KIND)
    try:
        with on_disk(document) as path:
            return extract_file(path, kind)
    except FileNotFoundError:
        return refused(Reading.Reason.MISSING)


@contextmanager
def on_disk(document: AbstractDocument) -> Iterator[Path]:
    """A copy with a name: storage may be a bucket. One byte too many shows that it is too large."""
    with NamedTemporaryFile(prefix="brink-document-") as copy, document.open_file() as file:
        chunks = file.chunks() if hasattr(file, "chunks") else iter(lambda: file.read(65536), b"")
        for chunk in chunks:
            copy.write(chunk)
            if copy.tell() > LARGEST:
                break
        copy.flush()
        yield Path(copy.name)


def extract_file(path: Path, kind: str) -> Extract:
    size = path.stat().st_size
    if size > LARGEST:
        return refused(Reading.Reason.TOO_LARGE)
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    answer = run_reader(path, kind)
    reason, pages = answer.get("reason", ""), answer.get("pages", [])
    state = Reading.State.READ if pages else Reading.State.UNREADABLE
    return Extract(state, reason, pages, digest, size)


def run_reader(path: Path, kind: str) -> dict[str, Any]:
    """Its answer; a reader that was killed, or that fell over what it read, gives its reason."""
    command = [sys.executable, "-I", str(READER), str(path), kind]
    try:
        # No environment: nothing that it reads can make it tell what is in ours.
        done = subprocess.run(  # noqa: S603  (no word of the command comes from outside)
            command,
            env={"PATH": "/usr/bin:/bin"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        return {"reason": Reading.Reason.TOO_SLOW}
    if done.returncode == -24:  # SIGXCPU: its own clock was before ours
        return {"reason": Reading.Reason.TOO_SLOW}
    if done.returncode < 0:  # killed, by the system for what it took, or by a fault in a library
        return {"reason": Reading.Reason.TOO_LARGE}
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"reason": Reading.Reason.BROKEN}


def refused(reason: Reading.Reason) -> Extract:
    return Extract(Reading.State.UNREADABLE, reason)
