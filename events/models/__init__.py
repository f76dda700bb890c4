from events.models.attendance import Certificate, CheckIn, Feedback
from events.models.block import CalendarBlock
from events.models.booking import Booking
from events.models.event import Event, Place, Seat
from events.models.feed import PersonalFeed
from events.models.history import HistoryLine, Mailing
from events.models.page import EventIndexPage, EventPage
from events.models.programme import EventSpeaker, ProgrammeItem
from events.models.question import Answer, EventQuestion, Needs, Question
from events.models.registration import Registration
from events.models.reminder import EventReminder
from events.models.rules import Admits
from events.models.series import Series
from events.models.team import Invitee, TeamMember

__all__ = [
    "Admits",
    "Answer",
    "Booking",
    "CalendarBlock",
    "Certificate",
    "CheckIn",
    "Event",
    "EventIndexPage",
    "EventPage",
    "EventQuestion",
    "EventReminder",
    "EventSpeaker",
    "Feedback",
    "HistoryLine",
    "Invitee",
    "Mailing",
    "Needs",
    "PersonalFeed",
    "Place",
    "ProgrammeItem",
    "Question",
    "Registration",
    "Seat",
    "Series",
    "TeamMember",
]
