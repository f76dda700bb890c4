"""A Java that is new enough for the server, in the order in which people expect it to be found."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.services.packages import install
from tests.services.service import MissingError


def java_home(least: int) -> Path:
    """The home of a Java of version `least` or newer; installs Debian's when none is there."""
    if not (found := find(least)):
        install("openjdk-17-jre-headless")
        found = find(least)
    if not found:
        raise MissingError(f"needs Java {least} or newer, and there is none")
    return found


def find(least: int) -> Path | None:
    return next((home for home in candidates() if version(home) >= least), None)


def candidates() -> Iterator[Path]:
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if home := os.environ.get(name):
            yield Path(home)
    yield from sorted(Path("/usr/lib/jvm").glob("*"))
    if on_path := shutil.which("java"):
        yield Path(on_path).resolve().parents[1]


def version(home: Path) -> int:
    try:
        told = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True)
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', told.stderr)
    return int(found[1]) if found else 0
