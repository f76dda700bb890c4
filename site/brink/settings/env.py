"""The environment, read in one place: every outside service is one `*_URL` variable."""

from pathlib import Path
from urllib.parse import unquote

import environ

BASE_DIR = Path(__file__).resolve().parents[3]

env = environ.Env()
# Everything Brink itself writes: the SQLite file, uploads, collected static files.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

SQLITE_OPTIONS = {
    # IMMEDIATE takes the write lock at BEGIN: a booking waits its turn, it does not fail half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database(default: str) -> dict:
    """The default database of `DATABASE_URL`; SQLite runs in WAL with IMMEDIATE transactions."""
    config = env.db_url("DATABASE_URL", default=default)
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        return {**config, "OPTIONS": SQLITE_OPTIONS}
    return {**config, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def cache() -> dict:
    """Redis when `REDIS_URL` is set, else a table: counters must be shared between processes."""
    if url := env.str("REDIS_URL", default=""):
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "KEY_PREFIX": "brink",
        }
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},  # at 300, a flood would push counters out
    }


def media_storage(root: Path) -> dict:
    """Files in a folder, or in an S3 bucket when `MEDIA_URL_S3` is set.

    The form is `https://key:secret@host/bucket`, with key and secret percent-encoded; without
    them the machine's own rights count.
    """
    url = env.url("MEDIA_URL_S3", default="")
    if not url.netloc:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(root)},  # it is written into jobs that delete a file
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": url.path.strip("/"),
            "endpoint_url": media_origin(),
            "access_key": unquote(url.username) if url.username else None,
            "secret_key": unquote(url.password) if url.password else None,
        },
    }


def media_origin() -> str:
    """The other host that uploads come from, which pages must allow; empty for a folder."""
    url = env.url("MEDIA_URL_S3", default="")
    return (
        f"{url.scheme}://{url.hostname}" + (f":{url.port}" if url.port else "")
        if url.netloc
        else ""
    )
