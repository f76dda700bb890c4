"""The mail that a development site "sent": the files of `MailboxBackend`, read back."""

import email
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings

from brink.mail.message import with_pictures

NAME = re.compile(r"^\d{1,19}-[0-9a-f]{8}$")


@dataclass(frozen=True)
class Enclosure:
    """An attached file. Plain values: a template would look for `part.x` among the headers."""

    name: str
    type: str
    content: bytes


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
        return with_pictures(self._body("html"), self.message)

    @property
    def attachments(self) -> list[Enclosure]:
        return [
            Enclosure(
                part.get_filename() or "",
                str(part["Content-Type"]),
                part.get_payload(decode=True),  # type: ignore[arg-type]
            )
            for part in self.message.iter_attachments()
        ]

    @property
    def message_id(self) -> str:
        return self.message["Message-ID"] or ""

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content() if part else ""


def letters() -> list[Letter]:
    """All of them, newest first."""
    files = folder().glob("*.eml") if folder().is_dir() else []
    found = [letter for file in files if (letter := read(file.stem))]
    return sorted(found, key=lambda letter: letter.received, reverse=True)


def read(name: str) -> Letter | None:
    """The letter of a file name without its ending; None when there is none."""
    file = folder() / f"{name}.eml"
    if not NAME.match(name) or not file.is_file():
        return None
    received = datetime.fromtimestamp(int(name.partition("-")[0]) / 1e9, tz=UTC)
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    return Letter(name, received, message)


def forget(addresses: Iterable[str]) -> None:
    """Throw away what was "sent" to these; nothing where mail is really sent."""
    gone = set(addresses)
    for letter in letters() if hasattr(settings, "DEV_MAILBOX") else []:
        if gone & {
            address.lower() for _name, address in getaddresses([letter.message["To"] or ""])
        }:
            (folder() / f"{letter.name}.eml").unlink(missing_ok=True)


def folder() -> Path:
    return Path(settings.DEV_MAILBOX)  # type: ignore[misc]
