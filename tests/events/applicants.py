"""Who signs up in the tests of the rules, and how an event then stands."""

from typing import Any

from brink.jobs.models import Job
from events.applicant import Applicant
from events.jobs import tell_somebody
from events.models import Event
from tests.factories.events import person_factory


def guest(email: str = "roelf@koperhaas.example", **fields: Any) -> Applicant:
    return Applicant(**{"email": email, "given": "Roelf", "family": "Kamminga", **fields})


def account(**fields: Any) -> Applicant:
    person = person_factory(**fields)
    return Applicant(email=person.email, person=person, is_verified=True)


def mails(occasion: str = "") -> list[str]:
    """The keys of the mails that went out or will."""
    waiting = Job.objects.filter(kind="events.tell", state=Job.State.QUEUED)
    for payload in waiting.values_list("payload", flat=True):
        tell_somebody(payload)
    keys = Job.objects.filter(kind="mail", key__startswith=f"mail:{occasion}")
    return list(keys.order_by("pk").values_list("key", flat=True))


def states(event: Event) -> list[str]:
    return list(event.registrations.order_by("position").values_list("state", flat=True))


def counters(event: Event) -> tuple[int, int]:
    return Event.objects.values_list("taken", "waiting").get(pk=event.pk)
