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


@pytest.fixture
def development(settings: Any) -> Any:
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "brink.pages.errors.OwnErrors"]
    return settings


@pytest.mark.django_db
def test_not_found_is_our_page_under_debug_too(development: Any) -> None:
    response = Client(headers={"accept-language": "en"}).get("/en/nowhere/")
    assert response.status_code == 404
    assert '<html lang="en"' in response.content.decode()
    assert "URLconf" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_too_many_parameters_are_our_page_under_debug_too(development: Any, method: str) -> None:
    sent = {"kind": ["event"] * (development.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    response = getattr(Client(), method)("/en/account/login/", sent)
    assert response.status_code == 400
    assert "something we do not understand" in response.content.decode()
    assert "Traceback" not in response.content.decode()
