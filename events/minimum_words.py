"""What everybody reads about an event that needs so many people by a date."""

from django.utils import timezone
from django.utils.translation import gettext as _

from brink.pages import moments
from events.minimum import is_due
from events.models import Event


def minimum_words(event: Event) -> str:
    """How many are needed, by when and how many there are; nothing once there are enough."""
    if not (event.minimum and event.minimum_by) or event.minimum_answer or has_enough(event):
        return ""
    if event.minimum_by <= timezone.now():
        return _("The organiser decides whether it goes on.") if is_due(event) else ""
    text = _("At least %(minimum)s people are needed by %(day)s; there are %(number)s so far.")
    day, number = moments.day(event.minimum_by), event.taken
    return text % {"minimum": event.minimum, "day": day, "number": number}


def has_enough(event: Event) -> bool:
    """By the count that lists have: who has a place, and who is kept one."""
    return event.taken >= (event.minimum or 0)
