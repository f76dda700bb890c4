"""A process has one database: who measures on several starts a process for each."""

import os
import subprocess
import sys
from collections.abc import Iterator


def environments() -> Iterator[dict[str, str]]:
    """SQLite always, PostgreSQL when DATABASE_URL names one; a server is asked beside SQLite."""
    without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    yield without
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield {**os.environ, "ELASTICSEARCH_URL": ""}


def run_module(name: str, *arguments: str, environ: dict[str, str]) -> None:
    """Run a module of `bench` with that environment; stops where it fails."""
    subprocess.run(command(name, *arguments), env=environ, check=True)  # noqa: S603  (our words)


def read_module(name: str, *arguments: str, environ: dict[str, str]) -> bytes:
    """The same, and give what it printed."""
    return subprocess.check_output(command(name, *arguments), env=environ)  # noqa: S603


def command(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", f"bench.{name}", *arguments]
