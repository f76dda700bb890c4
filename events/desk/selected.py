"""The registrations that an organiser selected, as far as their rights go."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.history import User
from events.models import Registration
from events.rights import Right, events_of

#: More are not handled in one go.
MOST = 500
#: No database key is longer.
DIGITS = 18


class NotYoursError(Exception):
    """Somebody selected what is of an event at which they have not the right; nothing was done."""


class TooManySelectedError(NotYoursError):
    """More than `MOST`; nothing was done."""


def problem_of(error: NotYoursError) -> str:
    """What to tell who selected them."""
    if isinstance(error, TooManySelectedError):
        return _("Select at most %(n)s people at once.") % {"n": MOST}
    return _(
        "You may not do this with all that you selected. Organisers of the event and editors may."
    )


def select(user: User, right: Right, numbers: Iterable[str]) -> list[Registration]:
    """Those with these keys, in the order of the list. Raises `NotYoursError`."""
    wanted = {key for text in numbers if (key := read_key(text))}
    if len(wanted) > MOST:
        raise TooManySelectedError
    rows = list(yours(user, right).filter(pk__in=wanted))
    if len(rows) != len(wanted):
        raise NotYoursError
    return rows


def read_key(text: str) -> int | None:
    """A key that a form sent along; None for what can be none."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= DIGITS
    return int(text) if is_one else None


def yours(user: User, right: Right) -> QuerySet[Registration]:
    found = Registration.objects.filter(event__in=events_of(user, right))  # type: ignore[arg-type]
    whole = found.select_related("event", "person", "booking__contact")
    return whole.order_by("event", "position")
