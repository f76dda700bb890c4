"""The site as a server runs it: gunicorn, production settings, collected static files."""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from events import links
from tests.services import processes

pytestmark = pytest.mark.processes


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of the kind that this leg of the suite is about."""
    outside = os.environ.get("DATABASE_URL", "")
    if not outside.startswith("postgres"):
        yield f"sqlite:///{tmp_path}/brink.sqlite3"
        return
    name = f"brink_gunicorn_{os.getpid()}"
    with psycopg.connect(outside, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield re.sub(r"/[^/]*$", f"/{name}", outside)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def served(database: str, tmp_path: Path) -> Iterator[str]:
    """The address of two gunicorn workers on a database that was empty before the steps."""
    port = processes.free_port()
    environ = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "brink.settings.production",
        "SECRET_KEY": "0123456789abcdef" * 4,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database,
        "VAR_DIR": str(tmp_path),
        "PORT": str(port),
        "DJANGO_SUPERUSER_EMAIL": "admin@brink.example",
        "DJANGO_SUPERUSER_PASSWORD": "for-this-test-only",
    }
    for command in documented_commands():
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=environ,
            check=True,
        )
    gunicorn = [sys.executable, "-m", "gunicorn", "--chdir", str(settings.BASE_DIR)]
    gunicorn += ["--config", str(settings.BASE_DIR / "gunicorn.conf.py")]
    log = tmp_path / "gunicorn.log"
    process = processes.start(gunicorn, log=log, env=environ)
    processes.wait_for(lambda: processes.accepts(port), process, log)
    yield f"http://127.0.0.1:{port}"
    processes.stop(process)


def documented_commands() -> list[list[str]]:
    """The `manage.py` commands of deploy/README.md, in their order; nobody is there to answer."""
    text = (settings.BASE_DIR / "deploy" / "README.md").read_text()
    steps = re.findall(r"^\.venv/bin/python manage\.py ([^#\n]+)", text, re.MULTILINE)
    commands = [step.split() for step in steps]
    assert ["set_up"] in commands
    return [[*step, "--no-input"] if step == ["createsuperuser"] else step for step in commands]


def get(address: str) -> tuple[int, str, dict[str, str]]:
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


@pytest.mark.timeout(400)
def test_gunicorn_serves_pages_and_their_files(served: str, tmp_path: Path) -> None:
    assert get(f"{served}/healthz")[:2] == (200, "ok\n")
    assert get(f"{served}/readyz")[0] == 200

    for path in ("/", "/nl/", "/en/", "/nl/agenda/", "/en/events/", "/en/case-studies/"):
        status, page, _ = get(f"{served}{path}")
        assert status == 200, path
        assert "<main" in page, path

    status, page, _ = get(f"{served}/admin/")
    assert status == 200, "the admin leads to the login page"
    files = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|svg|js)[^"]*)"', page)
    assert files
    for address in set(files):
        status, _, headers = get(f"{served}{address}")
        assert status == 200, address
        assert "max-age=" in headers["Cache-Control"], address

    secret = links.signer("my-agenda").sign("0123456789abcdef" * 2)
    assert get(f"{served}/nl/mijn-agenda/{secret}/")[0] == 404
    assert get(f"{served}/nl/account/password/reset/key/2-signature/")[0] == 200, "says it is used"
    token = "T0ken" * 8 + "abc"
    assert get(f"{served}/nl/feeds/{token}/agenda.ics")[0] == 404
    log = (tmp_path / "gunicorn.log").read_text()
    assert token not in log
    assert "/nl/mijn-agenda/…/ " in log
    assert secret.partition(".")[2] not in log
    assert "signature" not in log

    status, page, _ = get(f"{served}/en/not-there/")
    assert status == 404
    assert "Traceback" not in page
