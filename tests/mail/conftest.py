import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

HTML = """{% extends "emails/base.html" %}{% block subject %}Je komt: {{ title }}{% endblock %}
{% block heading %}{{ title }}{% endblock %}
{% block intro %}<p>Dag {{ name }}, tot dan bij {{ title }}.</p>{% endblock %}
{% block why %}Je krijgt deze mail om te proberen.{% endblock %}"""


@pytest.fixture
def _occasion(settings, tmp_path: Path) -> None:
    """An occasion `trial/letter` beside the real ones."""
    folder = tmp_path / "emails" / "trial"
    folder.mkdir(parents=True)
    (folder / "letter.html").write_text(HTML)
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [*templates["DIRS"], tmp_path]}]


class Post:
    """A mail server that answers as told, and keeps what it took in.

    `data` are the answers to one mail after the other, the last for all that follow: a line of
    SMTP, "hang" or "drop"; `mails` are those at its start, for as many as there are, then `mail`.
    `refused` are addresses that do not exist.
    """

    def __init__(self) -> None:
        self.mail = "250 OK"
        self.mails: list[str] = []
        self.rcpt = "250 OK"
        self.data = ["250 OK"]
        self.refused: set[str] = set()
        self.taken: list[bytes] = []

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:  # noqa: N802
        answer = self.mails.pop(0) if self.mails else self.mail
        if answer.startswith("250"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        answer = "550 no such mailbox" if address in self.refused else self.rcpt
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        answer = self.data.pop(0) if len(self.data) > 1 else self.data[0]
        if answer == "hang":
            await asyncio.sleep(3)
        if answer == "drop":
            self.taken.append(envelope.content)
            server.transport.abort()
            return "250 nobody hears this"
        if answer.startswith("250"):
            self.taken.append(envelope.content)
        return answer


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def smtp_settings(settings) -> Any:
    """Mail goes to a port of this machine on which nobody listens yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 5
    return settings


@pytest.fixture
def post(smtp_settings) -> Iterator[Post]:
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=smtp_settings.EMAIL_PORT)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def post_class() -> type[Post]:
    """For a test that starts a server itself, in the middle."""
    return Post


@pytest.fixture
def deaf_server() -> Iterator[socket.socket]:
    """Takes connections and never says a word; `accept` tells whether there was one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server
