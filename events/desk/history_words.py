"""The history of a registration in words, for who organises."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import history
from events.models import HistoryLine, Registration

State = Registration.State

WORDS: dict[str, str | Promise] = {
    State.UNCONFIRMED: gettext_lazy("Signed up; the address is to be confirmed"),
    State.PENDING: gettext_lazy("Waits for the organiser's decision"),
    State.CONFIRMED: gettext_lazy("Got a place"),
    State.WAITING: gettext_lazy("Came on the waiting list"),
    State.OFFERED: gettext_lazy("Was offered a place"),
    State.CANCELLED: gettext_lazy("Cancelled"),
    State.EXPIRED: gettext_lazy("Did not confirm the address"),
    State.LAPSED: gettext_lazy("Did not answer the offer"),
    State.REFUSED: gettext_lazy("Refused by the organiser"),
    history.SEAT: gettext_lazy("Changed between room and online"),
    history.ANSWERS: gettext_lazy("Gave other answers"),
    history.FIRST: gettext_lazy("Put first in the queue"),
    history.CLAIMED: gettext_lazy("Took over the place in a group"),
    history.DECLINED: gettext_lazy("Declined by who was asked for it; still kept for the group"),
    history.RENAMED: gettext_lazy("The contact of the group gave another name"),
    history.CHECKED_IN: gettext_lazy("Marked present"),
    history.UNDONE: gettext_lazy("Marked not present after all"),
    history.MAILED: gettext_lazy("Got a mail of the organiser"),
    history.IMPORTED: gettext_lazy("Was on a list that was imported"),
    history.APPROVED: gettext_lazy("Approved, for when it is their turn"),
    history.LAST_HOURS: gettext_lazy("Said whether a place in the last hours is welcome"),
    history.CERTIFIED: gettext_lazy("Got a certificate"),
    history.REVOKED: gettext_lazy("A certificate was revoked"),
}


@dataclass(frozen=True)
class Told:
    """One line, in words."""

    at: datetime
    what: str
    by: str
    note: str


def lines_of(registration: Registration) -> list[Told]:
    """The first comes first. Two queries at most."""
    found = registration.history.select_related("by__person").order_by("at", "pk")
    return [Told(line.at, word(line.what), author(line), line.note) for line in found]


def word(what: str) -> str:
    """A code that nobody worded is shown as it is, rather than not at all."""
    return str(WORDS.get(what, what))


def author(line: HistoryLine) -> str:
    if line.by is None:
        return _("the person, or the site by itself")
    person = getattr(line.by, "person", None)
    return (person.full_name if person else "") or line.by.email
