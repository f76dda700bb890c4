"""What must happen later at an event: holds run out, places are added, people are told."""

from typing import Any

from brink.jobs.registry import handler
from events.messages import TELL, write
from events.models import Registration
from events.registration import expire


@handler("events.expire")
@handler("events.promote")
def settle_places(payload: dict[str, Any]) -> None:
    """Take back the holds that ran out and let the queue move up."""
    expire(payload["event"])


@handler(TELL)
def tell_somebody(payload: dict[str, Any]) -> None:
    """Write the mail; nobody is told whose registration is gone by now."""
    found = Registration.objects.select_related("person", "event__place__municipality")
    if registration := found.filter(pk=payload["registration"]).first():
        write(registration, payload)
