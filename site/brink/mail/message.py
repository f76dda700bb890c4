"""A mail at rest: what the outbox keeps of it, and the message that is sent from that."""

import base64
import hashlib
import re
from dataclasses import dataclass
from email.charset import BASE64, QP, Charset
from email.message import Message
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

#: Behind the name of a picture where the words show it: `<img src="cid:code.png@brink">`.
AT = "@brink"
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


def method_of(calendar: bytes) -> str:
    """What a calendar file asks for, as its own text says; empty when it does not say."""
    found = METHOD.search(calendar)
    return found[1].decode() if found else ""


def pack(attachments: tuple[Attachment, ...]) -> list[dict[str, str]]:
    return [
        {"name": a.name, "type": a.mimetype, "content": base64.b64encode(a.content).decode()}
        for a in attachments
    ]


def unpack(packed: dict[str, str]) -> Attachment:
    return Attachment(packed["name"], base64.b64decode(packed["content"]), packed["type"])


class OutgoingMessage(EmailMultiAlternatives):
    """Goes through any relay unharmed, and is the same bytes each time it is made.

    All parts are 7 bits wide: calendars and files in base64, words in quoted-printable. A calendar
    tells programs in its head what its own text says (RFC 6047).
    """

    pictures: tuple[Attachment, ...] = ()

    def message(self, *args: Any, **kwargs: Any) -> Any:
        message = super().message(*args, **kwargs)
        if self.pictures:
            relate(message, self.pictures)
        name = hashlib.sha256(message["Message-ID"].encode()).hexdigest()[:24]
        for number, part in enumerate(message.walk()):
            if part.is_multipart():
                part.set_boundary(f"=_brink_{name}_{number}")
            elif part.get_content_maintype() == "text":
                _armour(part)
        return message


def build(payload: dict[str, Any], connection: BaseEmailBackend | None = None) -> OutgoingMessage:
    """The message of a stored mail, the same bytes each time."""
    message = OutgoingMessage(
        subject=payload["subject"],
        body=payload["text"],
        to=[payload["to"]],
        connection=connection,
        headers={
            "Message-ID": payload["message_id"],
            "Auto-Submitted": "auto-generated",
            "Content-Language": payload["language"],
            **payload.get("headers", {}),  # a row of before an update has none
        },
    )
    message.attach_alternative(payload["html"], "text/html")
    if invitation := payload.get("invitation"):
        content = base64.b64decode(invitation["content"])
        message.attach_alternative(content.decode(), "text/calendar")
        message.attach(invitation["name"], content, "application/ics")
    for item in map(unpack, payload["attachments"]):
        message.attach(item.name, item.content, item.mimetype.partition(";")[0].strip())
    message.pictures = tuple(map(unpack, payload.get("pictures", [])))  # of before an update: none
    return message


def relate(message: Message, pictures: tuple[Attachment, ...]) -> None:
    """Put pictures beside the HTML that shows them (RFC 2387); they are no files to save."""
    for parent in message.walk():
        if parent.get_content_type() == "multipart/alternative":
            parts: list[Message] = parent.get_payload()  # type: ignore[assignment]
            number = [part.get_content_type() for part in parts].index("text/html")
            together = [parts[number], *map(picture_part, pictures)]
            parts[number] = MIMEMultipart("related", _subparts=together, type="text/html")
            return


def picture_part(picture: Attachment) -> Message:
    part = MIMEImage(picture.content, picture.mimetype.rpartition("/")[2])
    part.add_header("Content-ID", f"<{picture.name}{AT}>")
    part.add_header("Content-Disposition", "inline", filename=picture.name)
    return part


def with_pictures(html: str, message: Message) -> str:
    """The HTML of a message for a page of ours, which has no parts to refer to."""
    for part in message.walk():
        if name := part.get("Content-ID"):
            body = "".join(str(part.get_payload()).split())
            address = f"data:{part.get_content_type()};base64,{body}"
            html = html.replace(f"cid:{name.strip('<>')}", address)
    return html


def _armour(part: Message) -> None:
    body: bytes = part.get_payload(decode=True)  # type: ignore[assignment]
    is_calendar = part.get_content_type() == "text/calendar"
    charset = Charset("utf-8")
    charset.body_encoding = BASE64 if is_calendar or part.get_filename() else QP
    del part["Content-Transfer-Encoding"]
    part.set_payload(body.decode(), charset)
    if is_calendar and (method := method_of(body)):
        part.set_param("method", method)
