from events.models.block import CalendarBlock
from events.models.event import Event, Place
from events.models.feed import PersonalFeed
from events.models.page import EventIndexPage, EventPage
from events.models.programme import EventSpeaker, ProgrammeItem
from events.models.registration import Registration
from events.models.reminder import EventReminder
from events.models.series import Series

__all__ = [
    "CalendarBlock",
    "Event",
    "EventIndexPage",
    "EventPage",
    "EventReminder",
    "EventSpeaker",
    "PersonalFeed",
    "Place",
    "ProgrammeItem",
    "Registration",
    "Series",
]
