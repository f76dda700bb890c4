from events.models.event import Event, Place
from events.models.page import EventIndexPage, EventPage
from events.models.programme import EventSpeaker, ProgrammeItem
from events.models.registration import Registration

__all__ = [
    "Event",
    "EventIndexPage",
    "EventPage",
    "EventSpeaker",
    "Place",
    "ProgrammeItem",
    "Registration",
]
