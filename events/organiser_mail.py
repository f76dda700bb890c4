"""What an organiser is asked by mail; here about who signed up, where an event asks for that."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse

from brink.jobs.registry import handler
from brink.mail.outgoing import Mail, queue_mail
from events.messages import ASK, last_title
from events.models import Event, Registration

State = Registration.State
#: Takes an event, its title and how many people it is about; gives what the mail says.
Words = Callable[[Event, str, int], dict[str, Any]]


@handler(ASK)
def ask(payload: dict[str, Any]) -> None:
    """Mail how many wait for a decision; nothing once they are decided about, or it is off."""
    event = Event.objects.get(pk=payload["event"])
    number = undecided(event)
    if number and event.organiser_email and not event.is_cancelled and not event.is_past():
        queue_mail(question(event, "approval-asked", payload["hour"], words, number))


def undecided(event: Event) -> int:
    """How many have a place that is kept until the organiser decides."""
    return event.registrations.filter(state=State.PENDING).count()


def question(event: Event, occasion: str, moment: str, words: Words, number: int) -> Mail:
    """In the language of the page that owns the facts: that is what people there work in."""
    lang = event.facts_lang
    return Mail(
        key=f"mail:{occasion}:{event.pk}:{moment}",
        occasion=f"events/{occasion}",
        to=event.organiser_email,
        language=lang,
        context=words(event, last_title(event, lang), number),
    )


def words(event: Event, title: str, number: int) -> dict[str, Any]:
    """What the mail says; `event` may be one that is not stored."""
    address = f"{reverse('registrations:index')}?event={event.pk or ''}&state={State.PENDING}"
    return {
        "event": event,
        "title": title,
        "number": number,
        "list_url": settings.BASE_URL + address,
    }
