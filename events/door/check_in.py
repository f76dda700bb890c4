"""Who came: every check-in goes through here, scanned, typed, found by name or by themselves.

Each is one short transaction under the lock of the event: two phones that scan one code at once,
or a scan beside a cancellation, follow one on the other. What phones send is kept line by line
(`CheckIn`), and whether somebody is in is read from all lines anew: a phone that lost its network
sends late, and then the order of doing counts, not that of arriving. Of one phone both are the
same, whatever its network makes of the hours.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brink.pages.moments import clock, day
from events import history
from events.certificates.plans import reconsider
from events.door.codes import read_code
from events.models import CheckIn, Event, Registration
from events.places import locked

State = Registration.State
How = CheckIn.How

#: So long before its start and after its end somebody can be checked in at the door.
AROUND = timedelta(hours=12)
#: The least by which a database tells two moments apart.
AN_INSTANT = timedelta(microseconds=1)


class Outcome(models.TextChoices):
    """What came of a scan, as a sentence to who stands at the door."""

    IN = "in", _("%(name)s is in.")
    AGAIN = "again", _("%(name)s is in already, since %(time)s.")
    OUT = "out", _("%(name)s is not in any more.")
    UNKNOWN = "unknown", _("Nobody has this code. Look for the person by name.")
    ELSEWHERE = "elsewhere", _("This code is for another event. Look for the person by name.")
    WAITING = (
        "waiting",
        _("%(name)s is on the waiting list. Is there room? Let them in by their e-mail address."),
    )
    OFFERED = "offered", _("%(name)s was offered a place and did not answer yet.")
    PENDING = "pending", _("%(name)s waits for the organiser's approval.")
    UNCONFIRMED = "unconfirmed", _("%(name)s did not confirm the e-mail address yet.")
    GONE = "gone", _("%(name)s is not on the list any more.")
    OTHER_DAY = "other-day", _("This event is not today but on %(day)s.")
    CALLED_OFF = "called-off", _("This event is cancelled.")


STANDING = {
    State.WAITING: Outcome.WAITING,
    State.OFFERED: Outcome.OFFERED,
    State.PENDING: Outcome.PENDING,
    State.UNCONFIRMED: Outcome.UNCONFIRMED,
}
DONE = (Outcome.IN, Outcome.AGAIN, Outcome.OUT)


@dataclass(frozen=True)
class Scan:
    """What somebody did at the door or at a desk. The same `uid` twice is one."""

    code: str
    how: CheckIn.How | str
    #: the account that did it; nobody where people do it themselves
    by: Any = None
    uid: UUID = field(default_factory=uuid4)
    done: datetime = field(default_factory=timezone.now)
    is_undo: bool = False

    @property
    def moment(self) -> datetime:
        """When it was done; no phone whose clock is fast does things later than now."""
        return min(self.done, timezone.now())

    def of(self, row: Registration) -> "Scan":
        return replace(self, code=row.code or "")


@dataclass(frozen=True)
class Result:
    outcome: Outcome
    event: Event
    registration: Registration | None = None

    @property
    def is_done(self) -> bool:
        return self.outcome in DONE

    @property
    def sentence(self) -> str:
        row = self.registration
        since = row.checked_in if row else None
        return str(self.outcome.label) % {
            "name": row.person.full_name if row else "",
            "time": clock(since) if since else "",
            "day": day(self.event.start),
        }


def check_in(event_id: int, scan: Scan) -> Result:
    """Note that somebody came, or that they did not after all; only who has a place gets in.

    Sent again it changes nothing. Raises `BusyError`; then nothing is stored.
    """
    with locked(event_id) as event:
        rows = event.registrations.select_related("person")
        row = rows.filter(code=read_code(scan.code)).first()
        noted = CheckIn.objects.filter(uid=scan.uid).first()
        if row is None or (noted and noted.registration_id != row.pk):
            return Result(judge_stranger(scan), event)
        outcome = judge(event, row, scan)
        if noted is None and outcome in DONE:
            outcome = write_down(row, scan)
        return Result(outcome, event, row)


def mark_present(row: Registration, by: Any) -> Result:
    """Somebody at a desk says that a person was there; also when it is over."""
    return check_in(row.event_id, Scan("", How.DESK, by).of(row))


def mark_absent(row: Registration, by: Any) -> Result:
    return check_in(row.event_id, Scan("", How.DESK, by, is_undo=True).of(row))


def judge_stranger(scan: Scan) -> Outcome:
    is_known = Registration.objects.filter(code=read_code(scan.code)).exists()
    return Outcome.ELSEWHERE if is_known else Outcome.UNKNOWN


def judge(event: Event, row: Registration, scan: Scan) -> Outcome:
    """What becomes of a scan of somebody who is on the list; a desk undoes on any day."""
    is_corrected = scan.is_undo and scan.how == How.DESK
    if not is_corrected and (shut := shut_door(event, scan)):
        return shut
    if scan.is_undo:
        return Outcome.OUT
    is_in = row.state == State.CONFIRMED
    return Outcome.IN if is_in else STANDING.get(State(row.state), Outcome.GONE)


def shut_door(event: Event, scan: Scan) -> Outcome | None:
    """Why nobody at all comes in; None when the door is open."""
    if event.is_cancelled:
        return Outcome.CALLED_OFF
    return None if is_the_day(event, scan) else Outcome.OTHER_DAY


def is_the_day(event: Event, scan: Scan) -> bool:
    """Around the event by when it was done; a desk works through the list of names afterwards."""
    has_begun = scan.moment >= event.start - AROUND
    return has_begun and (scan.how == How.DESK or scan.moment <= event.end + AROUND)


def write_down(row: Registration, scan: Scan) -> Outcome:
    """Add the line, and what all lines together say: a late scan may lie before a known undo."""
    CheckIn.objects.create(
        uid=scan.uid,
        registration=row,
        how=scan.how,
        is_undo=scan.is_undo,
        done=moment_at(row, scan),
        by=scan.by,
    )
    was_in, row.checked_in = bool(row.checked_in), present_since(row)
    row.save(update_fields=["checked_in"])
    if bool(row.checked_in) != was_in:
        what = history.CHECKED_IN if row.checked_in else history.UNDONE
        history.write(row, what, scan.by, str(How(scan.how).label))
        reconsider(row.event)
    if row.checked_in is None:
        return Outcome.OUT
    return Outcome.AGAIN if was_in else Outcome.IN


def moment_at(row: Registration, scan: Scan) -> datetime:
    """When it was done, and after what the same account sent before: phones send in their order.

    A scan that was long under way seems done later than it was; its undo must still follow it.
    """
    if scan.by is None or scan.how == How.DESK:
        return scan.moment
    sent = row.check_ins.filter(by=scan.by).exclude(how=How.DESK)
    last = sent.aggregate(last=models.Max("done"))["last"]
    return max(scan.moment, last + AN_INSTANT) if last else scan.moment


def present_since(row: Registration) -> datetime | None:
    """Since when somebody is in: the first line after the last undo, by when each was done."""
    since: datetime | None = None
    for line in row.check_ins.order_by("done", "pk"):
        since = None if line.is_undo else since or line.done
    return since
