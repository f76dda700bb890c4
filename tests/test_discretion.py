"""No log holds a link with which somebody else could act, or read another's agenda."""

import logging
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from brink.discretion import DiscreetFormatter, conceal
from events import links
from tests.factories.events import event_factory, registration_factory
from tests.services import processes

ROOT = Path(settings.BASE_DIR)
NGINX = (ROOT / "deploy/nginx.conf").read_text()
#: As `secrets.token_urlsafe(32)` makes them, the same for all workers.
TOKEN = "yeZhhc4Re5Y6r9NMZs5VsElpgymikX6CMN2J4ceEzgg"
#: A site that answers, and breaks where it is told to: outside Django, so gunicorn writes it down.
BREAKS = """
def site(environ, start_response):
    if environ["PATH_INFO"].endswith("broken.ics"):
        raise RuntimeError("broken at " + environ["PATH_INFO"])
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]
"""


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


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("token", [TOKEN, "made-up", "a.b"])
def test_calendar_addresses_are_masked(token: str, lang: str) -> None:
    with translation.override(lang):
        address = reverse("personal-feed", args=[token])

    assert conceal(f'"GET {address}?x HTTP/1.1"') == f'"GET /{lang}/feeds/…/agenda.ics?x HTTP/1.1"'
    assert logged_by_nginx(f"{address}?x") == f"/{lang}/feeds/…"


@pytest.mark.parametrize(
    "spelled",
    ["/nl/feed/{}/agenda.ics", "/nl/%66eeds/{}/agenda.ics", "/nl/feeds%2F{}%2Fagenda.ics",
     "/nl/feeds%2f{}/agenda.ics", "/{}"],
)  # fmt: skip
def test_calendar_address_that_is_spelled_another_way_is_masked(spelled: str) -> None:
    address = spelled.format(TOKEN)

    assert conceal(f"GET {address} HTTP/1.1") == f"GET {spelled.format('…')} HTTP/1.1"
    assert logged_by_nginx(address) == spelled.partition("{")[0] + "…"


@pytest.mark.parametrize(
    "address",
    ["/nl/agenda/", "/en/search/?q=a.b", "/static/a.0123.css", "/nl/agenda/feed.ics?type=Bezoek",
     "/nl/agenda/van-baal-tot-korrel-een-excursie-in-de-oogst/"],
)  # fmt: skip
def test_other_addresses_stay(address: str) -> None:
    assert conceal(address) == address
    assert logged_by_nginx(address) == address


@pytest.mark.parametrize(
    "name", ["django", "django.server", "django.request", "django.security.csrf", "brink.jobs"]
)
def test_all_that_django_writes_is_masked(name: str) -> None:
    """Django's own handlers, of which one is for the server of a laptop, conceal nothing."""
    logger, handlers = logging.getLogger(name), []
    while logger:
        handlers += logger.handlers
        logger = logger.parent if logger.propagate else None
    ours = [handler for handler in handlers if not type(handler).__module__.startswith("_pytest")]

    assert [type(handler.formatter) for handler in ours] == [DiscreetFormatter]


@pytest.fixture
def gunicorn(tmp_path: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """The address of a gunicorn as we set it up, at its most talkative, and what it has written."""
    (tmp_path / "breaks.py").write_text(BREAKS)
    port, log = processes.free_port(), tmp_path / "gunicorn.log"
    environ = {"PATH": os.environ["PATH"], "PORT": str(port), "WEB_CONCURRENCY": "1"}
    command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")]
    command += ["--log-level", "debug", "--pythonpath", str(tmp_path), "breaks:site"]
    process = processes.start(command, log=log, env=environ)
    processes.wait_for(lambda: processes.accepts(port), process, log)

    def read_log() -> str:
        """A thread may still write of the first request when the second has its answer."""
        done = ('HTTP/1.1" 404', 'HTTP/1.1" 500')
        processes.wait_for(lambda: all(text in log.read_text() for text in done), process, log)
        return log.read_text()

    yield f"http://127.0.0.1:{port}", read_log
    processes.stop(process)


@pytest.mark.processes
def test_gunicorn_writes_no_token_for_a_request_nor_for_an_error(
    gunicorn: tuple[str, Callable[[], str]],
) -> None:
    site, read_log = gunicorn
    for name in ("agenda", "broken"):
        address = f"{site}/nl/feeds/{TOKEN}/{name}.ics"
        request = urllib.request.Request(address, headers={"Referer": address})
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(request, timeout=30)

    written = read_log()
    assert '"GET /nl/feeds/…/agenda.ics HTTP/1.1" 404' in written, "the access log"
    assert "Error handling request GET /nl/feeds/…/broken.ics" in written, "the error log"
    assert "RuntimeError: broken at /nl/feeds/…/broken.ics" in written, "its traceback"
    assert TOKEN not in written
