"""The one place where mail is composed; it is sent later, by `brink.mail.delivery`."""

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brink.jobs.outbox import enqueue
from brink.mail import refusal
from brink.mail.message import AT, Attachment, message_id, method_of, pack
from brink.mail.plain import plain_text, subject
from brink.mail.topics import is_refused

__all__ = ["Attachment", "Mail", "queue_mail"]

INVITATION_METHODS = ("REQUEST", "CANCEL")


@dataclass(frozen=True)
class Mail:
    """One mail to one person.

    `key` says what it is about (`mail:confirmed:<registration>:<version>`): the same key twice is
    one mail. `occasion` names the template `emails/<occasion>.html`, the only source: its block
    `subject` gives the subject, the plain text is derived from it (`brink.mail.plain`).

    `pictures` are shown among the words, as `<img src="cid:…@brink">` with their name; one that the
    template does not show is left out.

    `invitation` is an iCalendar file with METHOD:REQUEST or CANCEL: mail programs show it as an
    invitation, and it is attached as a file. `topic` (`brink.mail.topics`) makes the mail one that
    may be refused; without it, it is about something the person must know. What could not be sent
    before `expires` is dropped.
    """

    key: str
    occasion: str
    to: str
    language: str
    context: dict[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] | list[Attachment] = ()
    pictures: tuple[Attachment, ...] = ()
    invitation: bytes | None = None
    topic: str = ""
    expires: datetime | None = None


def queue_mail(mail: Mail) -> None:
    """Write the mail in the person's language and store it in the caller's transaction.

    Nothing is sent to an address that refused the topic.
    """
    if not (mail.topic and is_refused(mail.to, mail.topic)):
        enqueue("mail", mail.key, compose(mail), expires=mail.expires)


def compose(mail: Mail) -> dict[str, Any]:
    """What the outbox keeps of a mail: all that is sent, so that each attempt sends the same."""
    reader = refusal.Reader(mail.to, mail.topic)
    refusal_url = refusal.address(reader, mail.language) if mail.topic else ""
    context = {
        "base_url": settings.BASE_URL,
        "language": mail.language,
        "refusal_url": refusal_url,
        **mail.context,
    }
    with translation.override(mail.language):
        html = get_template(f"emails/{mail.occasion}.html").render(context).strip() + "\n"
        invitation = pack_invitation(mail.invitation) if mail.invitation else None
    return {
        "to": mail.to,
        "language": mail.language,
        "topic": mail.topic,
        "subject": subject(html),
        "text": plain_text(html),
        "html": html,
        "attachments": pack(tuple(mail.attachments)),
        "pictures": pack(tuple(each for each in mail.pictures if f"cid:{each.name}{AT}" in html)),
        "invitation": invitation,
        "message_id": message_id(mail.key),
        "headers": {
            "Date": format_datetime(timezone.localtime()),
            **(refusal.headers(refusal_url) if mail.topic else {}),
        },
    }


def pack_invitation(calendar: bytes) -> dict[str, str]:
    method = method_of(calendar)
    if method not in INVITATION_METHODS:
        raise ValueError("An invitation says METHOD:REQUEST or METHOD:CANCEL.")
    name = _("cancellation.ics") if method == "CANCEL" else _("invite.ics")
    return pack((Attachment(name, calendar, "application/ics"),))[0]
