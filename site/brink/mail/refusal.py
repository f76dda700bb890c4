"""The link in a mail with which its reader gets no more of that kind (RFC 2369, RFC 8058).

Whoever has the link may choose for that address, so nobody can make one: it is encrypted, and an
address does not stand in logs and histories. It holds for ever, as does the wish to be rid of mail.
"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from brink.mail.seal import seal, unseal

PURPOSE = "brink.mail.refusal"


@dataclass(frozen=True)
class Reader:
    """Whose link it is, and of which topic the mail was that it stood in."""

    email: str
    topic: str


def token(reader: Reader) -> str:
    return seal(PURPOSE, f"{reader.topic}\n{reader.email.lower()}")


def read(text: str) -> Reader | None:
    """Who a link is for; None when it is not one of ours."""
    opened = unseal(PURPOSE, text)
    if opened is None:
        return None
    topic, _, email = opened.partition("\n")
    return Reader(email, topic)


def address(reader: Reader, language: str) -> str:
    """The full address of the page where the reader chooses."""
    with translation.override(language):
        return settings.BASE_URL + path(reader)


def path(reader: Reader) -> str:
    """The address on this site, in the active language."""
    return reverse("mail-refusal", args=[token(reader)])


def headers(url: str) -> dict[str, str]:
    """What lets a mail program show a button; one click only where nobody can listen in."""
    ways = [f"<{url}>"]
    if mailbox := settings.MAIL_REFUSAL_ADDRESS:
        ways.append(f"<mailto:{mailbox}?subject={url.rstrip('/').rpartition('/')[2]}>")
    found = {"List-Unsubscribe": ", ".join(ways)}
    if url.startswith("https://"):
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found
