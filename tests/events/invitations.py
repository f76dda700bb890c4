"""What the mails of a test ask of calendars, as a mail program and a calendar read them."""

from dataclasses import dataclass
from email.message import Message
from typing import Any

import icalendar
from django.core import mail

from brink.jobs.runner import run_due
from brink.mail.message import OutgoingMessage
from events.applicant import Applicant
from events.models import Event, Registration
from events.registration import confirm, register
from tests.events.applicants import guest


@dataclass(frozen=True)
class Asked:
    """One mail: to whom, about what, and the method and number of its invitation."""

    to: str
    subject: str
    method: str = ""
    sequence: int | None = None


def calendar_parts(message: OutgoingMessage) -> list[Message]:
    kinds = ("text/calendar", "application/ics")
    return [part for part in message.message().walk() if part.get_content_type() in kinds]


def invitation_in(message: OutgoingMessage) -> icalendar.Calendar | None:
    """The calendar of a mail; it is there twice, as words and as a file, and all say the same."""
    parts = calendar_parts(message)
    if not parts:
        return None
    alternative, attached = parts
    content = alternative.get_payload(decode=True)
    assert attached.get_payload(decode=True) == content
    found = icalendar.Calendar.from_ical(content)
    assert alternative.get_param("method") == found["METHOD"]
    return found


def asked(message: Any) -> Asked:
    calendar = invitation_in(message)
    if calendar is None:
        return Asked(message.to[0], message.subject)
    [entry] = calendar.walk("VEVENT")
    return Asked(message.to[0], message.subject, calendar["METHOD"], int(entry["SEQUENCE"]))


def sent() -> list[Any]:
    """The mails that went out since the last time somebody looked."""
    run_due()
    found, mail.outbox[:] = list(mail.outbox), []
    return found


def steps() -> list[tuple[str, int | None]]:
    return [(each.method, each.sequence) for each in map(asked, sent())]


def come(event: Event, **fields: Any) -> Registration:
    """Sign up as a guest and confirm the address; a field of the applicant by its name."""
    applicant: Applicant = guest(**fields)
    return confirm(register(event.pk, applicant))
