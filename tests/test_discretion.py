"""No log holds a link with which somebody else could act."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from brink.discretion import conceal
from events import links
from tests.factories.events import event_factory, registration_factory

NGINX = (Path(settings.BASE_DIR) / "deploy/nginx.conf").read_text()


def logged_by_nginx(uri: str) -> str:
    """What the map of the sample writes for a request."""
    for pattern, written in re.findall(r'^ +"~(.+)" "(.+)";$', NGINX, re.MULTILINE):
        if found := re.search(pattern, uri):
            return written.replace("$1", found[1])
    return uri


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("action", links.URL_NAMES)
def test_links_in_mail_are_masked(action: str, lang: str) -> None:
    registration = registration_factory(event_factory())
    with translation.override(lang):
        address = links.path(action, registration)
    start = address.rsplit("/", 2)[0]

    assert conceal(f"GET {address}?a=b HTTP/1.1") == f"GET {start}/…/?a=b HTTP/1.1"
    assert conceal(f"Not Found: {address}") == f"Not Found: {start}/…/"
    assert logged_by_nginx(address) == f"{start}/…"
    assert logged_by_nginx(f"{address}?a=b") == f"{start}/…"


@pytest.mark.parametrize("way", ["password/reset/key", "confirm-email"])
def test_links_of_accounts_are_masked(way: str) -> None:
    address = f"/nl/account/{way}/1-c2k4x/"

    assert conceal(address) == f"/nl/account/{way}/…/"
    assert logged_by_nginx(address) == f"/nl/account/{way}/…"


@pytest.mark.parametrize("address", ["/nl/agenda/", "/en/search/?q=a.b", "/static/a.0123.css"])
def test_other_addresses_stay(address: str) -> None:
    assert conceal(address) == address
    assert logged_by_nginx(address) == address
