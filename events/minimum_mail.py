"""Ask an organiser whether an event goes on, and tell everybody that it does."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from brink.jobs.registry import handler
from brink.mail.outgoing import queue_mail
from events.letters import Letter, post_all
from events.messages import readers_of, shared
from events.minimum import GOES_ON, TELL, TOLD, coming, is_undecided
from events.models import Event
from events.organiser_mail import question
from events.places import locked
from events.plans import MINIMUM, is_about


@handler(MINIMUM)
def ask_organiser(payload: dict[str, Any]) -> None:
    """Ask if there are too few; under the lock, so that an answer of this moment is seen.

    It is planned twice: at the date, and a day before the start for who did not answer.
    """
    with locked(payload["event"]) as event:
        is_right = is_about(payload, event.minimum_by) and is_undecided(event)
        if is_right and event.organiser_email:
            queue_mail(question(event, "too-few", payload["at"], words, coming(event)))


def words(event: Event, title: str, number: int) -> dict[str, Any]:
    """What the mail says; `event` may be one that is not stored."""
    address = reverse("event_minimum", args=[event.pk or 1])
    return {
        "event": event,
        "title": title,
        "number": number,
        "answer_url": settings.BASE_URL + address,
    }


@handler(TELL)
def tell_it_goes_on(payload: dict[str, Any]) -> None:
    """A mail for all who count on it; nobody is told of what was called off meanwhile."""
    event = Event.objects.get(pk=payload["event"])
    if event.minimum_answer != GOES_ON or event.is_cancelled or event.is_past():
        return
    people = event.registrations.filter(state__in=TOLD).select_related("booking")
    rows = list(people.order_by("position"))
    moment = f"{event.minimum_by:%Y%m%dT%H%M%S}"
    post_all(
        Letter(
            row.pk,
            "goes-on",
            f"goes-on:{row.uid}:{moment}",
            words=shared(row, rows, "goes-on") if contact else {},
            contact=contact,
            expires=event.start,
        )
        for row, contact in readers_of(rows, "goes-on")
    )
