"""The mail that proves the address of who follows a link that was passed on."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from brink.jobs.models import Job
from brink.mail.limits import HOUR
from brink.mail.outgoing import Mail, queue_mail
from events.confirmations import TooManyError
from events.groups import links as booking_links
from events.groups.inviting import PROOF, may_mail, refuse_flood
from events.messages import describe
from events.models import Registration
from events.queries import event_row

OCCASION = "claim-confirm"


@transaction.atomic
def tell_claimant(row: Registration, email: str, language: str) -> None:
    """Mail an address the link to claim a place; twice within the hour is once.

    Raises `TooManyError`. Nothing else is stored: whoever typed it may be anybody.
    """
    key = key_of(row, email)
    if Job.objects.filter(key=key).exists():
        return
    refuse_flood(PROOF, email)
    if not may_mail(PROOF, email):
        raise TooManyError(timedelta(seconds=HOUR))
    row.language = language
    context = {
        **describe(row, event_row(row.event, language)),
        "claim_url": booking_links.proof_address(row, email),
        "agenda_url": "",
    }
    queue_mail(Mail(key, f"events/{OCCASION}", to=email, language=language, context=context))


def key_of(row: Registration, email: str) -> str:
    """Without the address: keys stand in logs."""
    address = salted_hmac("events.claim_mail", email).hexdigest()[:24]
    return f"mail:{OCCASION}:{row.uid}:{address}:{timezone.now():%Y%m%dT%H}"
