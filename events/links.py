"""Links in mail: signed, for one registration and one action, good until the event is long over.

A link only shows a page; a POST from that page acts. Mail scanners open every link.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.models import Registration

URL_NAMES = {
    "confirm": "events:confirm",
    "cancel": "events:cancel",
    "offer": "events:offer",
    "switch": "events:switch",
    "answers": "events:answers",
    "last-hours": "events:last-hours",
    "feedback": "events:feedback",
    "my-agenda": "my-agenda-by-link",
}
#: How long after the event the links about it still lead somewhere.
AFTERLIFE = timedelta(days=30)
AGENDA_AGE = timedelta(days=180)


class OldLinkError(Exception):
    """The signature is right, but its time is over."""


def token(action: str, registration: Registration) -> str:
    return signer(action).sign(registration.uid.hex)


def address(action: str, registration: Registration) -> str:
    """The full address, in the language of the registration."""
    with translation.override(registration.language):
        return settings.BASE_URL + path(action, registration)


def path(action: str, registration: Registration) -> str:
    """The address on this site, in the active language."""
    return reverse(URL_NAMES[action], args=[token(action, registration)])


def read(action: str, text: str) -> Registration:
    """The registration a link is about; `Http404` when it is forged, `OldLinkError` when old."""
    try:
        uid = signer(action).unsign(text, max_age=AGENDA_AGE if action == "my-agenda" else None)
    except signing.SignatureExpired as error:
        raise OldLinkError from error
    except signing.BadSignature as error:
        raise Http404(_("This link is not complete. Copy all of it from the mail.")) from error
    found = Registration.objects.select_related("event__place__municipality", "person", "booking")
    registration = found.filter(uid=uid).first()
    is_nobodys = action == "my-agenda" and registration is not None and not registration.email
    if registration is None or is_nobodys:
        raise Http404(_("This registration does not exist any more."))
    if action != "my-agenda" and registration.event.end + AFTERLIFE < timezone.now():
        raise OldLinkError
    return registration


def signer(action: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"events.links.{action}", sep=".")
