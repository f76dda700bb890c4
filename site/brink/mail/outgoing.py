"""The one place where mail is composed; it is sent later, by `brink.mail.delivery`."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation

from brink.jobs.outbox import enqueue
from brink.mail.message import Attachment, message_id, pack

__all__ = ["Attachment", "Mail", "queue_mail"]


@dataclass(frozen=True)
class Mail:
    """One mail to one person.

    `key` says what it is about (`mail:confirmed:<registration>:<version>`): the same key twice is
    one mail. `occasion` names the templates `emails/<occasion>.txt` and `.html`. The text starts
    with `Subject: …`, then an empty line; it is rendered without HTML escaping.
    """

    key: str
    occasion: str
    to: str
    language: str
    context: dict[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] | list[Attachment] = ()


def queue_mail(mail: Mail) -> None:
    """Write the mail in the person's language and store it in the caller's transaction."""
    with translation.override(mail.language):
        context = {"base_url": settings.BASE_URL, "language": mail.language, **mail.context}
        subject, text = _split(_render(f"emails/{mail.occasion}.txt", context, autoescape=False))
        html = _render(
            f"emails/{mail.occasion}.html", {**context, "subject": subject}, autoescape=True
        )
    payload = {
        "to": mail.to,
        "language": mail.language,
        "subject": subject,
        "text": text,
        "html": html,
        "attachments": pack(tuple(mail.attachments)),
        "message_id": message_id(mail.key),
    }
    enqueue("mail", mail.key, payload)


def _render(name: str, context: dict[str, Any], *, autoescape: bool) -> str:
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    return template.render(Context(context, autoescape=autoescape)).strip() + "\n"


def _split(text: str) -> tuple[str, str]:
    """Subject and body. A line break in the subject becomes a space: it could start a header."""
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    label, _, subject = head.partition(":")
    if label != "Subject":
        raise ValueError("A mail template starts with 'Subject: …' and an empty line.")
    return " ".join(subject.split()), body.lstrip()
