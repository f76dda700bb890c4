"""Who wants to come, as forms, imports and the desk say it to the rules."""

from dataclasses import dataclass, field
from typing import Any

from brink.people.models import Person
from events.models import Seat


@dataclass(frozen=True)
class Applicant:
    """One person. An account whose address is verified needs no confirmation by mail."""

    email: str
    given: str = ""
    infix: str = ""
    family: str = ""
    organisation: str = ""
    role: str = ""
    language: str = "nl"
    #: minutes before the start at which their calendar rings
    alarm: int | None = None
    person: Person | None = None
    is_verified: bool = False
    #: what they want to take up; empty for the first kind of place that the event has
    seat: Seat | str = ""
    #: whether a place may be offered in the last hours before the start
    is_flexible: bool = False
    #: the code of the link that invited them
    invitation: str = ""
    #: by the code of the question
    answers: dict[str, Any] = field(default_factory=dict)
    #: only with consent
    diet: str = ""
    access: str = ""
