"""Settings: a server refuses to start half-configured, and every service is one variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.test import RequestFactory

from brink.settings import env as environment

COMPLETE = {
    "SECRET_KEY": "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "brink.example",
    "BASE_URL": "https://brink.example",
}
LOAD = "import brink.settings.production"


def production(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python on production settings, with these variables and no others."""
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": "site",
        "DJANGO_SETTINGS_MODULE": "brink.settings.production",
        **variables,
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=environ,
        capture_output=True,
        text=True,
        timeout=100,
    )


def test_production_without_anything_names_all_that_is_missing() -> None:
    done = production("-c", LOAD)

    assert done.returncode != 0
    assert all(name in done.stderr for name in COMPLETE)


@pytest.mark.parametrize("name", COMPLETE)
def test_production_names_the_one_that_is_missing(name: str) -> None:
    done = production("-c", LOAD, **{key: value for key, value in COMPLETE.items() if key != name})

    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode != 0
    assert [key for key in COMPLETE if f"{key} (" in last] == [name]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ALLOWED_HOSTS", "*", "must name the hosts"),
        ("SECRET_KEY", "short", "shorter than 50"),
        ("BASE_URL", "brink.example", "must start with"),
    ],
)
def test_production_refuses_what_is_unsafe(name: str, value: str, words: str) -> None:
    done = production("-c", LOAD, **{**COMPLETE, name: value})

    assert done.returncode != 0
    assert words in done.stderr


@pytest.mark.parametrize("debug", ["True", "1"])
def test_production_knows_no_debug(debug: str) -> None:
    code = "from django.conf import settings; print(settings.DEBUG)"

    done = production("-c", code, DEBUG=debug, **COMPLETE)

    assert done.stdout.strip() == "False"


@pytest.mark.slow
def test_production_passes_every_check_for_deployment() -> None:
    done = production("manage.py", "check", "--deploy", "--fail-level", "WARNING", **COMPLETE)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("proxies", "found"), [({}, (0, None)), ({"TRUSTED_PROXIES": "1"}, (1, "https"))]
)
def test_forwarded_headers_are_believed_of_our_proxies_only(
    proxies: dict[str, str], found: tuple[int, str | None]
) -> None:
    code = (
        "import brink.settings.production as p; print((p.ALLAUTH_TRUSTED_PROXY_COUNT,"
        " getattr(p, 'SECURE_PROXY_SSL_HEADER', ('', None))[1]))"
    )

    done = production("-c", code, **COMPLETE, **proxies)

    assert done.stdout.strip() == str(found), done.stderr


@pytest.mark.parametrize("whole", [False, True])
def test_names_below_ours_are_bound_to_https_by_choice(whole: bool) -> None:
    code = (
        "import brink.settings.production as p;"
        "print(p.SECURE_HSTS_INCLUDE_SUBDOMAINS, p.SECURE_HSTS_PRELOAD)"
    )

    done = production("-c", code, **COMPLETE, HSTS_SUBDOMAINS=str(whole))

    assert done.stdout.split() == [str(whole)] * 2, done.stderr


def test_limits_of_accounts_see_the_visitor_behind_the_proxy(
    monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "192.0.2.7"})
    assert get_adapter(request).get_client_ip(request) == "127.0.0.1"

    monkeypatch.setattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 1, raising=False)
    assert get_adapter(request).get_client_ip(request) == "192.0.2.7"


def test_sqlite_writes_ahead_and_takes_its_lock_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    options = environment.database("sqlite:///var/x.sqlite3")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_database_url_names_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://brink:s%40fe@db.example:5433/brink")

    found = environment.database("sqlite:///var/x.sqlite3")

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "brink")
    assert found["PASSWORD"] == "s@fe"
    assert "OPTIONS" not in found


def test_cache_is_shared_between_processes_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://cache.example:6379/1")
    assert environment.cache()["LOCATION"] == "redis://cache.example:6379/1"

    monkeypatch.delenv("REDIS_URL")
    assert environment.cache()["BACKEND"].endswith("DatabaseCache")


def test_media_goes_to_a_bucket_when_its_address_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MEDIA_URL_S3", "https://key:se%2Fcret@s3.example:9000/brink")

    options = environment.media_storage(tmp_path)["OPTIONS"]

    assert options == {
        "bucket_name": "brink",
        "endpoint_url": "https://s3.example:9000",
        "access_key": "key",
        "secret_key": "se/cret",
    }


def test_media_goes_to_a_folder_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MEDIA_URL_S3", raising=False)

    assert environment.media_storage(tmp_path)["OPTIONS"] == {"location": str(tmp_path)}
    assert environment.media_origin() == ""


def test_pages_may_show_pictures_of_the_bucket_and_of_no_other_host() -> None:
    code = "from brink.settings.csp import PUBLIC_POLICY as p; print(p['DIRECTIVES']['img-src'])"

    done = production("-c", code, MEDIA_URL_S3="https://s3.example/brink", **COMPLETE)

    assert done.stdout.strip() == str(["'self'", "data:", "https://s3.example"])
