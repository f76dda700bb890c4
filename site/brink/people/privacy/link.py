"""The link in a mail that shows a guest what we hold, to correct, take out and erase.

Whoever has it got it at that address. It is sealed, so that no log holds the address, and is good
for some days only: with it one can erase.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from brink.jobs.outbox import enqueue
from brink.jobs.registry import Keep, handler
from brink.mail.outgoing import Mail, queue_mail
from brink.mail.seal import seal, unseal
from brink.people.privacy.holdings import held
from brink.people.privacy.subject import subject_at

ASKED = "people.my-data-link"
PURPOSE = "brink.people.privacy"
AGE = timedelta(days=3)


def token(email: str) -> str:
    return seal(PURPOSE, email.lower())


def read(text: str) -> str | None:
    """The address a link is for; None when it is not ours or too old."""
    return unseal(PURPOSE, text, AGE)


def ask_link(email: str, language: str) -> None:
    """Store that it was asked: that takes as long whether we know the address or not."""
    key = f"my-data-link:{uuid.uuid4()}"
    enqueue(ASKED, key, {"key": key, "email": email, "language": language})


@handler(ASKED, keep=Keep.KEY)
def answer(payload: dict[str, Any]) -> None:
    """Nothing for an address of which we hold nothing, or that was erased meanwhile."""
    email = payload["email"]
    if email and any(held(subject_at(email)).values()):
        mail_link(payload["key"], email, payload["language"])


def mail_link(key: str, email: str, language: str) -> None:
    with translation.override(language):
        url = settings.BASE_URL + reverse("my-data", args=[token(email)])
    queue_mail(
        Mail(
            key=f"mail:{key}",
            occasion="people/my-data",
            to=email,
            language=language,
            context={"url": url},
        )
    )
