"""Browsers that act at the same moment, against a running server."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.db import connections
from django.urls import reverse
from django.utils import translation

from events.messages import card_of
from events.models import Event

TOKEN = "a" * 32
#: Seconds that calls wait for each other at most: a busy machine may keep one of them for long.
PATIENCE = 60


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


def post(live_server: Any, path: str, session: str = "", **fields: Any) -> int:
    """One POST of a browser of its own, or of who is logged in; the status of the answer."""
    data = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}, doseq=True).encode()
    headers = {"Cookie": f"csrftoken={TOKEN}; sessionid={session}"}
    request = Request(live_server.url + path, data, headers)
    try:
        return build_opener(NoRedirect).open(request, timeout=2 * PATIENCE).status
    except HTTPError as error:
        return error.code


def sign_up(live_server: Any, event: Event, email: str) -> int:
    with translation.override("nl"):
        path = reverse("events:register", args=[card_of(event, "nl").slug])
    try:
        fields = {"given": "Roelf", "family": "Kamminga", "email": email, "role": "staff"}
        return post(live_server, path, **fields)
    finally:
        connections.close_all()


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """All calls start together, each in a thread with connections of its own."""
    start = threading.Barrier(len(calls), timeout=30)

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
