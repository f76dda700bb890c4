"""What a search result tells of an event: when, where, and whether there are places."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.pages import moments
from brink.pages.models import Card
from events.admission import Admission, admission
from events.models import Event
from events.models.event import Presence


def tell_events(cards: Sequence[Card]) -> dict[UUID, list[str]]:
    """One query. What is off or over tells nothing of places."""
    found = Event.objects.visible().filter(key__in=[card.key for card in cards]).with_place()
    return {event.key: [when(event), where(event), places(event)] for event in found}


def when(event: Event) -> str:
    if event.is_past() and not event.is_cancelled:
        return _("Was on %(day)s") % {"day": moments.short_day(event.start)}
    return capfirst(moments.span(event.start, event.end))


def where(event: Event) -> str:
    town = (event.place.town or event.place.name) if event.place else ""
    if event.presence == Presence.ROOM:
        return town
    if event.presence == Presence.HYBRID and town:
        return _("%(town)s and online") % {"town": town}
    return str(capfirst(event.get_presence_display()))


def places(event: Event) -> str:
    """As who looks for something to go to asks it."""
    state = admission(event)
    if state is Admission.FULL:
        return _("Full, there is a waiting list")
    if state is Admission.OPEN and event.free:
        left = ngettext("%(n)s place left", "%(n)s places left", event.free)
        return left % {"n": event.free}
    words = {
        Admission.OPEN: _("There are places"),
        Admission.NOT_YET: _("Signing up is not open yet"),
        Admission.CLOSED: _("Signing up is closed"),
    }
    return words.get(state, "")
