"""A mail at rest: what the outbox keeps of it, and the message that is sent from that."""

import base64
import hashlib
import re
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

METHOD = re.compile(rb"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes
    mimetype: str


def message_id(key: str) -> str:
    """Derived from the outbox key: a mail that is sent twice after a lost answer is one mail."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


def pack(attachments: tuple[Attachment, ...]) -> list[dict[str, str]]:
    return [
        {"name": a.name, "type": a.mimetype, "content": base64.b64encode(a.content).decode()}
        for a in attachments
    ]


class OutgoingMessage(EmailMultiAlternatives):
    """Tells calendar programs what an attached calendar means, as its own text says (RFC 6047)."""

    def message(self, *args: Any, **kwargs: Any) -> Any:
        message = super().message(*args, **kwargs)
        for part in message.walk():
            if part.get_content_type() == "text/calendar":
                _name_method(part)
        return message


def build(payload: dict[str, Any]) -> OutgoingMessage:
    """The message of a stored mail: the same bytes but for the boundaries, each time."""
    message = OutgoingMessage(
        subject=payload["subject"],
        body=payload["text"],
        to=[payload["to"]],
        headers={
            "Message-ID": payload["message_id"],
            "Auto-Submitted": "auto-generated",
            "Content-Language": payload["language"],
        },
    )
    message.attach_alternative(payload["html"], "text/html")
    for item in payload["attachments"]:
        mimetype = item["type"].partition(";")[0].strip()
        message.attach(item["name"], base64.b64decode(item["content"]), mimetype)
    return message


def _name_method(part: Message) -> None:
    body = part.get_payload(decode=True)
    if isinstance(body, bytes) and (found := METHOD.search(body)):
        part.set_param("method", found[1].decode())
