"""Mail the link to "My agenda" to who asked for it by an address.

The request only stores that it was asked: so it takes as long for an address that we know as for
one that we do not, and tells nobody which it is.
"""

from typing import Any
from uuid import uuid4

from brink.jobs.outbox import enqueue
from brink.jobs.registry import Keep, handler
from events.groups.mail import tell_contact
from events.messages import tell_agenda
from events.models import Booking, Registration

ASKED = "events.agenda-link"


def ask_link(email: str) -> None:
    enqueue(ASKED, f"agenda-link:{uuid4()}", {"email": email})


@handler(ASKED, keep=Keep.KEY)
def answer(payload: dict[str, Any]) -> None:
    """Nothing for an address that we do not know, or that was erased meanwhile."""
    if email := payload["email"]:
        mail_link(email)


def mail_link(email: str) -> None:
    """By the latest sign-up; by the latest group for who asked for one and does not come."""
    known = Registration.objects.filter(email=email).exclude(state=Registration.State.EXPIRED)
    if latest := known.order_by("-created").first():
        tell_agenda(latest)
    elif group := Booking.objects.filter(email=email, series=None).last():
        tell_contact(group)
