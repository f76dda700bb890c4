"""The test database: the schema as migrations make it, and the page tree that every test may read.

On SQLite the migrated file is kept in `.cache/`, for migrating takes longer than many tests do.
"""

import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import setup_databases

from brink.home.tree import build_tree
from brink.jobs.models import Job

KEPT = settings.BASE_DIR / ".cache" / "test-schema"
KEPT_AT_MOST = 4
SETTINGS = settings.BASE_DIR / "site" / "brink" / "settings"
IMPORTED = re.compile(rb"^(?:import|from) ([\w.]+)", re.MULTILINE)


def make_database() -> list[Any]:
    """Make the database with the tree in it; give what `teardown_databases` wants.

    On SQLite it starts as a copy of the kept file. `migrate` runs all the same: it costs little
    where nothing is to be done, and makes the permissions and content types of new models.
    """
    if connection.vendor == "sqlite":
        made = copy_or_make(KEPT / f"{schema_key()}.sqlite3")
    else:
        made = migrated_database()
    build_tree()
    Job.objects.all().delete()
    forget_cache()
    return made


def migrated_database(*, on_copy: bool = False) -> list[Any]:
    options = {"verbosity": 0, "interactive": False, "aliases": {"default"}}
    return setup_databases(**options, keepdb=on_copy)


def copy_or_make(kept: Path) -> list[Any]:
    """Of two workers without a kept file one makes it and the other waits for it."""
    remove_database(connection.settings_dict["TEST"]["NAME"])
    with locked():
        if not kept.exists():
            made = migrated_database()
            keep(kept)
            return made
        shutil.copyfile(kept, connection.settings_dict["TEST"]["NAME"])
    return migrated_database(on_copy=True)


def remove_database(name: str) -> None:
    """With what a killed run left beside it: SQLite would replay an old log on a new file."""
    for suffix in ("", "-wal", "-shm"):
        Path(name + suffix).unlink(missing_ok=True)


@contextmanager
def locked() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def keep(kept: Path) -> None:
    """The file is whole as soon as it has its name, also when the run is killed half-way."""
    unfinished = kept.with_suffix(f".{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(unfinished)])
    unfinished.rename(kept)
    by_age = sorted(KEPT.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for old in by_age[:-KEPT_AT_MOST]:
        old.unlink()


def schema_key() -> str:
    """Another one for whatever can change what migrations leave in the file."""
    packages = sorted(f"{found.name} {found.version}" for found in distributions())
    digest = hashlib.sha256(repr((sys.version, sqlite3.sqlite_version, packages)).encode())
    for path in sorted({*migrations(), *SETTINGS.glob("*.py"), Path(__file__)}):
        digest.update(f"{path}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def migrations() -> Iterator[Path]:
    """All migrations, with the modules they import: those have fields and defaults of ours."""
    for app in apps.get_app_configs():
        for path in Path(app.path, "migrations").glob("*.py"):
            yield path
            if path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts:
                yield from imported(path)


def imported(path: Path) -> Iterator[Path]:
    for name in IMPORTED.findall(path.read_bytes()):
        spec = find_spec(name.decode())
        if spec and spec.has_location and spec.origin:
            yield Path(spec.origin)


def forget_cache() -> None:
    """A cache in a table is the test's own; of Redis, which others may use, our own keys go."""
    if not settings.CACHES["default"]["BACKEND"].endswith("RedisCache"):
        cache.clear()
        return
    client = cache._cache.get_client(write=True)
    if keys := list(client.scan_iter(match=f"{settings.CACHES['default']['KEY_PREFIX']}:*")):
        client.delete(*keys)
