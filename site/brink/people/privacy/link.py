"""The link in a mail that shows a guest what we hold, to correct, take out and erase.

Whoever has it got it at that address. It is sealed, so that no log holds the address, and is good
for some days only: with it one can erase.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from brink.mail.outgoing import Mail, queue_mail
from brink.mail.seal import seal, unseal

PURPOSE = "brink.people.privacy"
AGE = timedelta(days=3)


def token(email: str) -> str:
    return seal(PURPOSE, email.lower())


def read(text: str) -> str | None:
    """The address a link is for; None when it is not ours or too old."""
    return unseal(PURPOSE, text, AGE)


def mail_link(email: str, language: str) -> None:
    with translation.override(language):
        url = settings.BASE_URL + reverse("my-data", args=[token(email)])
    queue_mail(
        Mail(
            key=f"mail:my-data:{uuid.uuid4()}",
            occasion="people/my-data",
            to=email,
            language=language,
            context={"url": url},
        )
    )
