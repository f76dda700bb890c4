"""Files for servers that cannot be run here: at least they parse and agree with the code."""

import configparser
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.services.distribution import VERSION

DEPLOY = Path(settings.BASE_DIR) / "deploy"


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def test_compose_has_every_part(compose: dict) -> None:
    assert set(compose["services"]) == {
        "prepare",
        "web",
        "worker",
        "celery",
        "beat",
        "schedule",
        "postgres",
        "redis",
        "elasticsearch",
    }


def test_compose_names_the_official_elasticsearch_of_the_tests(compose: dict) -> None:
    image = compose["services"]["elasticsearch"]["image"]

    assert image == f"docker.elastic.co/elasticsearch/elasticsearch:{VERSION}"


def test_compose_opens_ports_to_this_machine_only(compose: dict) -> None:
    ports = [port for part in compose["services"].values() for port in part.get("ports", [])]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_services_wait_for_what_exists(compose: dict) -> None:
    for part in compose["services"].values():
        assert set(part.get("depends_on", {})) <= set(compose["services"])


def test_every_variable_of_compose_is_read_somewhere(compose: dict) -> None:
    read = "".join(
        path.read_text()
        for path in [
            *Path(settings.BASE_DIR, "site/brink/settings").glob("*.py"),
            Path(settings.BASE_DIR, "gunicorn.conf.py"),
        ]
    )
    example = re.findall(r"^([A-Z_]+)=", (DEPLOY / "brink.env.example").read_text(), re.MULTILINE)

    for name in [*compose["services"]["web"]["environment"], *example]:
        assert f'"{name}"' in read, name


def test_units_start_programs_of_the_environment() -> None:
    for unit in (DEPLOY / "systemd").glob("*.service"):
        parser = configparser.ConfigParser(strict=False)
        parser.optionxform = str
        parser.read(unit)
        assert parser["Service"]["ExecStart"].startswith("/srv/brink/.venv/bin/"), unit.name
        assert parser["Service"]["User"] == "brink"


def test_compose_prepares_a_site_and_publishes_at_set_times(compose: dict) -> None:
    steps = re.findall(r"manage\.py (\w+)", compose["services"]["prepare"]["command"])

    assert steps == ["migrate", "createcachetable", "set_up"]
    assert "publish_scheduled" in compose["services"]["schedule"]["command"]


def test_proxy_is_for_the_nginx_of_debian_12() -> None:
    """1.22 refuses `http2 on;`, which came with 1.25.1."""
    text = (DEPLOY / "nginx.conf").read_text()

    assert re.search(r"^\s*listen 443 ssl http2;", text, re.MULTILINE)
    assert not re.search(r"^\s*http2 on;", text, re.MULTILINE)


def test_a_shell_reads_the_example() -> None:
    done = subprocess.run(
        ["sh", "-euc", 'set -a; . "$0"; env', DEPLOY / "brink.env.example"],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "DEFAULT_FROM_EMAIL=Brink <brink@brink.example>" in done.stdout.splitlines()


def test_clean_leaves_the_folder_of_databases_and_uploads() -> None:
    done = subprocess.run(
        ["make", "--dry-run", "clean"],
        cwd=DEPLOY.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ".venv" in done.stdout.split()
    assert not {"var", "var/"} & set(done.stdout.split())


def test_example_is_what_production_asks_for() -> None:
    text = (DEPLOY / "brink.env.example").read_text()

    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL"):
        assert f"{name}=" in text


@pytest.mark.parametrize("file", [".gitignore", ".dockerignore"])
def test_secrets_are_kept_out_of_git_and_of_the_image(file: str) -> None:
    lines = (DEPLOY.parent / file).read_text().splitlines()

    assert {"deploy/brink.env", "deploy/.env"} <= set(lines)
    assert not [line for line in lines if line.rstrip("/").lstrip("/*") == "site"]


def test_celery_is_started_only_by_who_chose_it(compose: dict) -> None:
    chosen = {name for name, part in compose["services"].items() if part.get("profiles")}

    assert chosen == {"celery", "beat"}
    for name, unit in (("celery", "brink-celery"), ("beat", "brink-beat")):
        text = (DEPLOY / "systemd" / f"{unit}.service").read_text()
        assert f".venv/bin/{compose['services'][name]['command']}\n" in text
        assert "PYTHONPATH=/srv/brink/site" in text
    assert "PYTHONPATH=/srv/brink/site" in (DEPLOY / "Containerfile").read_text()


def test_cache_makes_no_room_at_the_cost_of_messages(compose: dict) -> None:
    assert "--maxmemory-policy volatile-lru" in compose["services"]["redis"]["command"]
