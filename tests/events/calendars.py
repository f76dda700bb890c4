"""Calendar files of what a test has at hand, joined as the site joins them."""

from collections.abc import Iterable

from django.utils import translation

from events.calendar.component import public_vevent
from events.calendar.file import join
from events.calendar.reading import block_texts
from events.models import Event
from events.queries import EventRow


def event_calendar(event: Event, lang: str) -> bytes:
    """The file of one event as it is stored."""
    return join(block_texts(Event.objects.visible().filter(pk=event.pk), lang))


def calendar(rows: Iterable[EventRow], lang: str, name: str = "") -> bytes:
    """Events in the words of `lang`, stored or not, each as one entry."""
    with translation.override(lang):
        return join([public_vevent(row).to_ical() for row in rows], name=name)
