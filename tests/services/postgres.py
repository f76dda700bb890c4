"""A PostgreSQL of our own: a cluster in a temporary folder, gone when the tests end."""

import os
import subprocess
from pathlib import Path

import psycopg

from tests.services import processes
from tests.services.packages import install
from tests.services.service import MissingError, Service

DEBIAN = Path("/usr/lib/postgresql")
# Data that nobody keeps need not survive a power cut; this halves the time of the tests.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def provide(folder: Path) -> Service:
    if url := os.environ.get("DATABASE_URL", ""):
        if not url.startswith(("postgres:", "postgresql:")):
            raise MissingError(f"DATABASE_URL names another database: {url.split(':')[0]}")
        return Service("PostgreSQL", version(url), "already there, DATABASE_URL", url)
    return start(binaries(), folder)


def start(bin_folder: Path, folder: Path) -> Service:
    folder.mkdir()
    log, port, user = folder / "log", processes.free_port(), processes.server_user("postgres")
    processes.give(folder, user)
    options = ["-U", "brink", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = processes.start(
        [str(bin_folder / "initdb"), *options, "-D", str(folder / "data")], log=log, user=user
    )
    if made.wait(timeout=120):
        raise MissingError(f"initdb failed: {log.read_text(errors='replace')[-400:]}")
    settings = {**HASTY, "port": port, "listen_addresses": "127.0.0.1", "max_connections": 100}
    flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    flags += ["-c", f"unix_socket_directories={folder}"]
    process = processes.start(
        [str(bin_folder / "postgres"), "-D", str(folder / "data"), *flags], log=log, user=user
    )
    url = f"postgres://brink@127.0.0.1:{port}/postgres"
    processes.wait_for(lambda: is_ready(url), process, log)
    return Service(
        "PostgreSQL", version(url), "started here", url, stop=lambda: processes.stop(process)
    )


def binaries() -> Path:
    """The newest server on the machine; Debian keeps it off the PATH."""
    if not (found := newest()):
        install("postgresql")
        found = newest()
    if not found:
        raise MissingError("no initdb found")
    return found


def newest() -> Path | None:
    try:
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout
    except OSError:
        told = ""
    here = [*DEBIAN.glob("*/bin"), *([Path(told.strip())] if told else [])]
    able = [path for path in here if (path / "initdb").exists() and (path / "postgres").exists()]
    return max(able, key=lambda path: path.parent.name, default=None)


def is_ready(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def version(url: str) -> str:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            number = connection.info.server_version
    except psycopg.OperationalError as error:
        raise MissingError(f"DATABASE_URL does not answer: {error}") from error
    return f"{number // 10000}.{number % 10000}"
