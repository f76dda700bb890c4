"""What only a development site does."""

import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

ASK = "from django.conf import settings as s; print(s.BASE_URL, s.WAGTAILADMIN_BASE_URL)"


@pytest.mark.parametrize("port", ["8000", "8001"])
def test_links_lead_to_the_port_of_the_site(port: str) -> None:
    environ = {"DJANGO_SETTINGS_MODULE": "brink.settings.dev", "PYTHONPATH": "site", "PORT": port}
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == [f"http://127.0.0.1:{port}"] * 2


@pytest.mark.django_db
def test_not_found_is_our_page_under_debug_too(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "brink.pages.errors.OwnNotFound"]
    response = Client(headers={"accept-language": "en"}).get("/en/nowhere/")
    assert response.status_code == 404
    assert '<html lang="en"' in response.content.decode()
    assert "URLconf" not in response.content.decode()
