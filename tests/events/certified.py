"""Meetings that are over, who was there, and what the papers say."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import time_machine
from django.utils import timezone
from pypdf import PdfReader

from brink.jobs.runner import run_due
from events.models import Certificate, Event, Registration, Series
from tests.factories.events import event_factory, person_factory, registration_factory

HOUR = timedelta(hours=1)


def held(days_ago: int = 2, **fields: Any) -> Event:
    """A meeting of three hours that gives a certificate; published when it was still to come."""
    start = timezone.now().replace(microsecond=0) - timedelta(days=days_ago)
    fields = {"gives_certificate": True, "organiser_name": "Lectoraat Zuivel", **fields}
    with time_machine.travel(start - timedelta(days=9), tick=False):
        return event_factory(start=start, end=start + 3 * HOUR, **fields)


def visitor(event: Event, **fields: Any) -> Registration:
    """Somebody who was there."""
    names = ("given", "infix", "family", "email")
    person = fields.pop("person", None) or person_factory(
        **{name: fields.pop(name) for name in names if name in fields}
    )
    fields = {"checked_in": event.start, **fields}
    return registration_factory(event, "confirmed", person=person, **fields)


def a_series(**fields: Any) -> Series:
    titles = {"title_nl": "Avonden over kaas", "title_en": "Evenings on cheese"}
    return Series.objects.create(**{**titles, "gives_certificate": True, **fields})


def run_jobs(at: datetime | None = None) -> None:
    """All that is due by then: the mails that the certificates cause as well."""
    with time_machine.travel(at or timezone.now() + timedelta(minutes=2), tick=False):
        while run_due():
            pass


def valid() -> list[Certificate]:
    return list(Certificate.objects.filter(revoked=None).order_by("pk"))


def names() -> list[str]:
    return sorted(each.facts["name"] for each in valid())


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())
