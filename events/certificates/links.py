"""Addresses of a certificate: the public page that confirms it, and the paper, which is private.

The code on the paper opens the page, never the paper: whoever got a copy to check does not get all.
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from brink.pages.moments import short_day
from events.door.codes import read_code, spell_code
from events.links import AGENDA_AGE, OldLinkError, signer
from events.models import Certificate

ACTION = "certificate"
LENGTH = 16


def find(text: str) -> Certificate | None:
    """By a code as people type it; one that was revoked as well."""
    code = read_code(text, LENGTH)
    return Certificate.objects.defer("pdf").filter(code=code).first() if code else None


def path(certificate: Certificate) -> str:
    """Of the public page, in the active language."""
    return reverse("events:certificate", args=[spell_code(certificate.code)])


def address(certificate: Certificate) -> str:
    """Of the public page, in full, in the language of the certificate."""
    with translation.override(certificate.language):
        return settings.BASE_URL + path(certificate)


def file_path(certificate: Certificate) -> str:
    """Of the paper, for its owner; good for as long as a link to "My agenda"."""
    token = signer(ACTION).sign(certificate.code.encode().hex())
    return reverse("events:certificate-file", args=[token])


def file_address(certificate: Certificate) -> str:
    with translation.override(certificate.language):
        return settings.BASE_URL + file_path(certificate)


def read_token(token: str) -> Certificate:
    """The certificate of a private link; `Http404` when it is forged, `OldLinkError` when old."""
    try:
        code = bytes.fromhex(signer(ACTION).unsign(token, max_age=AGENDA_AGE)).decode()
    except signing.SignatureExpired as error:
        raise OldLinkError from error
    except signing.BadSignature as error:
        raise Http404(_("This link is not complete. Copy all of it from the mail.")) from error
    certificate = Certificate.objects.filter(code=code).first()
    if certificate is None:
        raise Http404(_("This certificate does not exist any more."))
    return certificate


def as_download(certificate: Certificate) -> dict[str, Any]:
    """For the list of files in "My agenda"."""
    facts = certificate.facts
    note = f"PDF · {facts['name']} · {short_day(certificate.issued)}"
    lang = certificate.language
    return {"href": file_path(certificate), "title": facts["title"], "note": note, "lang": lang}
