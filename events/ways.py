"""What somebody can do with a registration now, each by the address of its page."""

from django.utils import timezone

from events import links
from events.approval import may_change
from events.models import Event, Registration
from events.offers import has_last_hours, is_last_hours
from events.questions import questions_of
from events.switching import may_switch

State = Registration.State


def ways_of(registration: Registration) -> dict[str, object]:
    """By their name in templates; what is not possible is empty."""
    event, state = registration.event, registration.state
    seat = may_switch(registration, event)
    return {
        "confirm_path": links.path("confirm", registration),
        "offer_path": links.path("offer", registration) if state == State.OFFERED else "",
        "other_seat": seat,
        "switch_path": links.path("switch", registration) if seat else "",
        "answers_path": answers_path(registration),
        "last_hours_path": last_hours_path(registration),
        "is_last_hours": is_last_hours(event, timezone.now()),
    }


def last_hours_path(registration: Registration) -> str:
    is_of_use = registration.state == State.WAITING and has_last_hours(registration.event)
    return links.path("last-hours", registration) if is_of_use else ""


def answers_path(registration: Registration) -> str:
    event = registration.event
    if not (may_change(registration, event) and asks_anything(event)):
        return ""
    return links.path("answers", registration)


def asks_anything(event: Event) -> bool:
    return event.asks_diet or event.asks_access or bool(questions_of(event))
