"""What an organiser does to several registrations at once, one after the other.

Each is decided by the rule that one alone is decided by, in a transaction of its own: what cannot
be done is reported with its reason, and keeps nobody else from theirs.
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import approval, by_hand
from events.admission import Admission
from events.certificates.issuing import certificates_of
from events.door import check_in
from events.history import User
from events.models import Registration
from events.places import BusyError
from events.registration import PresentError, RefusedError, cancel
from events.rights import Right

State = Registration.State
Do = Callable[[Registration, User, str], str]
#: What an organiser saw of each, where that is known.
Stamps = Set[str] | None


@dataclass(frozen=True)
class Action:
    """`do` gives what went wrong in words, or nothing."""

    code: str
    label: str | Promise
    #: what will happen, in one sentence
    says: str | Promise
    applies: Callable[[Registration], bool]
    do: Do
    right: Right = "manage"
    needs_note: bool = False
    #: whether somebody it applies to is mailed about it
    tells: Callable[[Registration], bool] = lambda _row: False
    is_serious: bool = False


@dataclass(frozen=True)
class Report:
    done: list[Registration] = field(default_factory=list)
    failed: list[tuple[Registration, str]] = field(default_factory=list)


def perform(
    action: Action, rows: Iterable[Registration], by: User, note: str = "", seen: Stamps = None
) -> Report:
    """Do it to each, in the order of arrival; `seen` are the stamps of what the organiser saw."""
    report = Report()
    for row in ordered(action, rows):
        if problem := attempt(action, row, by, note, seen):
            report.failed.append((row, problem))
        else:
            report.done.append(row)
    return report


def ordered(action: Action, rows: Iterable[Registration]) -> list[Registration]:
    """Who is moved up last stands first: so the last of them goes first."""
    found = sorted(rows, key=lambda row: row.position)
    return found[::-1] if action.code == "move-up" else found


def attempt(action: Action, row: Registration, by: User, note: str, seen: Stamps) -> str:
    if seen is not None and stamp(row) not in seen:
        return _("this changed while you looked; look again")
    if not action.applies(row):
        return not_now(row)
    try:
        return action.do(row, by, note)
    except BusyError:
        return _("it is busy; try again")
    except PresentError:
        return _("they have come in; undo that first")
    except RefusedError as error:
        is_off = error.admission == Admission.CANCELLED
        return _("the event is cancelled") if is_off else _("the event is over")


def not_now(row: Registration) -> str:
    return _("this cannot be done now: %(state)s") % {"state": row.get_state_display()}


def stamp(row: Registration) -> str:
    """How somebody stands, as far as an action depends on it."""
    marks = (row.state, row.priority, bool(row.approved), bool(row.checked_in))
    return ":".join(map(str, (row.pk, *marks)))


def is_undecided(row: Registration) -> bool:
    return row.approved is None and row.state in (State.PENDING, State.WAITING)


def has_reader(row: Registration) -> bool:
    """Not who never confirmed: that address may be somebody else's."""
    return row.state != State.UNCONFIRMED and bool(row.email or row.booking_id)


def approve(row: Registration, by: User, _note: str) -> str:
    current = approval.approve(row, by)
    return "" if current.approved else not_now(current)


def refuse(row: Registration, by: User, note: str) -> str:
    current = approval.refuse(row, by, note)
    return "" if current.state == State.REFUSED else not_now(current)


def take_off(row: Registration, by: User, note: str) -> str:
    cancel(row, by, note)
    return ""


def move_up(row: Registration, by: User, note: str) -> str:
    current = by_hand.move_up(row, by, note)
    return "" if current.state == State.WAITING else not_now(current)


def mark_present(row: Registration, by: User, _note: str) -> str:
    result = check_in.mark_present(row, by)
    return "" if result.is_done else result.sentence


def mark_absent(row: Registration, by: User, _note: str) -> str:
    """Not who has a certificate for it: that would go on to say that they were there."""
    if certificates_of(Registration.objects.filter(pk=row.pk)).exists():
        return _("there is a certificate that says they were there; revoke it first")
    result = check_in.mark_absent(row, by)
    return "" if result.is_done else result.sentence


ACTIONS = {
    action.code: action
    for action in (
        Action(
            "approve",
            gettext_lazy("Approve"),
            gettext_lazy("Who has a place kept gets it for good. Who waits keeps their turn."),
            is_undecided,
            approve,
            tells=lambda row: row.state == State.PENDING and has_reader(row),
        ),
        Action(
            "refuse",
            gettext_lazy("Refuse"),
            gettext_lazy("They do not come. Your reason is in the mail they get."),
            is_undecided,
            refuse,
            needs_note=True,
            tells=has_reader,
            is_serious=True,
        ),
        Action(
            "cancel",
            gettext_lazy("Take off the list"),
            gettext_lazy("Their place or turn is gone. Your reason is in the mail they get."),
            lambda row: row.is_active,
            take_off,
            needs_note=True,
            tells=has_reader,
            is_serious=True,
        ),
        Action(
            "move-up",
            gettext_lazy("Put first in the queue"),
            gettext_lazy("They get the next place that comes free, before who waited longer."),
            lambda row: row.state == State.WAITING,
            move_up,
            needs_note=True,
        ),
        Action(
            "present",
            gettext_lazy("Mark present"),
            gettext_lazy("The list then says that they were there."),
            lambda row: row.state == State.CONFIRMED and row.checked_in is None,
            mark_present,
            right="check-in",
        ),
        Action(
            "absent",
            gettext_lazy("Undo present"),
            gettext_lazy("The list then says that they were not there."),
            lambda row: row.checked_in is not None,
            mark_absent,
            right="check-in",
        ),
    )
}
