"""Links about a group: the page of its contact, and the two ways to claim a place.

Whoever has the link of the contact got it by mail there. A link to claim a place may be passed on,
so it proves nothing: it leads to a question for an address. What is mailed to that address proves
it, and is sealed, so that the address stands in no log. As in `events.links` a link only shows a
page. Links to claim a place are dead once it is claimed, given up or meant for somebody else.
"""

import json
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brink.mail.seal import seal, unseal
from events.groups.party import event_of
from events.links import AFTERLIFE, OldLinkError, signer
from events.models import Booking, Event, Registration

PAGE, CLAIM, PROOF = "booking", "claim", "events.claim"


@dataclass(frozen=True)
class Proof:
    """Somebody who reads the mail of an address came for this place."""

    registration: Registration
    email: str

    @property
    def is_theirs(self) -> bool:
        """They claimed it before."""
        return self.registration.claimed is not None and self.registration.email == self.email


def token(booking: Booking) -> str:
    return signer(PAGE).sign(booking.uid.hex)


def path(booking: Booking, name: str = "group", **more: int) -> str:
    """The page of the contact, or an action on it, in the active language."""
    return reverse(f"events:{name}", kwargs={"token": token(booking), **more})


def address(booking: Booking) -> str:
    with translation.override(booking.language):
        return settings.BASE_URL + path(booking)


def read(text: str) -> tuple[Booking, Event]:
    """The group a link is about and its event; `Http404` when forged, `OldLinkError` when old."""
    found = Booking.objects.select_related("contact").filter(uid=unsigned(PAGE, text), series=None)
    booking = found.first()
    if booking is None or not booking.registrations.exists():
        raise Http404(_("This registration does not exist any more."))
    event = event_of(booking)
    refuse_old(event)
    return booking, event


def claim_address(row: Registration) -> str:
    """For the contact to pass on."""
    with translation.override(row.language):
        return settings.BASE_URL + reverse("events:claim", args=[signer(CLAIM).sign(name_of(row))])


def read_claim(text: str) -> Registration | None:
    """The place that a link was passed on for; None once it is dead."""
    return alive(unsigned(CLAIM, text))


def proof_address(row: Registration, email: str) -> str:
    """For the mail to an address: whoever has this link reads its mail."""
    with translation.override(row.language):
        sealed = seal(PROOF, json.dumps([name_of(row), email]))
        return settings.BASE_URL + reverse("events:claim-place", args=[sealed])


def read_proof(text: str) -> Proof | None:
    """Who came for which place; None once somebody else has it, or nobody any more."""
    if not (content := unseal(PROOF, text)):
        raise Http404(_("This link is not complete. Copy all of it from the mail."))
    name, email = json.loads(content)
    proof = Proof(find(name), email)
    is_alive = name_of(proof.registration) == name and is_open(proof.registration)
    return proof if is_alive or proof.is_theirs else None


def name_of(row: Registration) -> str:
    """Which place, and for whom it was meant: another address makes another identity."""
    return f"{row.uid.hex}:{row.pk}"


def alive(name: str) -> Registration | None:
    row = find(name)
    return row if name_of(row) == name and is_open(row) else None


def is_open(row: Registration) -> bool:
    return row.claimed is None and row.is_active


def find(name: str) -> Registration:
    rows = Registration.objects.select_related("event__place__municipality", "booking__contact")
    row = rows.select_related("person").filter(pk=name.rpartition(":")[2]).first()
    if row is None:
        raise Http404(_("This registration does not exist any more."))
    refuse_old(row.event)
    return row


def refuse_old(event: Event) -> None:
    if event.end + AFTERLIFE < timezone.now():
        raise OldLinkError


def unsigned(action: str, text: str) -> str:
    try:
        return signer(action).unsign(text)
    except signing.BadSignature as error:
        raise Http404(_("This link is not complete. Copy all of it from the mail.")) from error
