"""The mail that a development site "sent": files of Django's file backend, read back."""

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"^[0-9A-Za-z-]+$")


@dataclass(frozen=True)
class Letter:
    name: str
    received: datetime
    message: EmailMessage

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    @property
    def attachments(self) -> list[EmailMessage]:
        return list(self.message.iter_attachments())

    @property
    def message_id(self) -> str:
        return self.message["Message-ID"] or ""

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content() if part else ""


def letters() -> list[Letter]:
    """All of them, newest first."""
    files = folder().glob("*.log") if folder().is_dir() else []
    found = [letter for file in files if (letter := read(file.stem))]
    return sorted(found, key=lambda letter: letter.received, reverse=True)


def read(name: str) -> Letter | None:
    """The letter of a file name without its ending; None when there is none."""
    file = folder() / f"{name}.log"
    if not NAME.match(name) or not file.is_file():
        return None
    received = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    # Django writes a line of 79 dashes after each message; we send one in each file.
    content = file.read_bytes().removesuffix(b"-" * 79 + b"\n")
    return Letter(name, received, email.message_from_bytes(content, policy=default))


def folder() -> Path:
    return Path(settings.DEV_MAILBOX)  # type: ignore[misc]
