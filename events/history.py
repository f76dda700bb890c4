"""What happened to a registration, line by line, for who organises and for who asks why."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from events.models.history import HistoryLine
from events.models.registration import Registration

#: What may stand in `HistoryLine.what` beside the states of a registration.
SEAT, ANSWERS, FIRST, CLAIMED, RENAMED = "seat", "answers", "put first", "claimed", "renamed"
CHECKED_IN, UNDONE, MAILED, IMPORTED = "checked in", "check-in undone", "mailed", "imported"
APPROVED, LAST_HOURS, DECLINED = "approved", "last hours", "declined"
CERTIFIED, REVOKED = "certificate", "certificate revoked"
LONGEST = 300

User = AbstractBaseUser | AnonymousUser | None


def write(registration: Registration, what: str, by: User = None, note: str = "") -> None:
    """Add a line; joins the transaction of what it tells."""
    write_all([registration], what, by, note)


def write_all(
    registrations: Iterable[Registration], what: str, by: User = None, note: str = ""
) -> None:
    author = by.pk if by is not None else None
    HistoryLine.objects.bulk_create(
        HistoryLine(registration=row, what=what, by_id=author, note=note[:LONGEST])
        for row in registrations
    )
