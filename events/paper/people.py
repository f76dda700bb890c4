"""Papers for who organises: the list to sign at the door, and badges."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brink.pages.moments import DASH, day, hours, local
from events.door import roster
from events.door.codes import spell_code
from events.messages import last_title, where_of
from events.models import Event, Registration, Seat
from events.paper.square import square
from events.paper.typesetting import typeset
from events.series import numbered_row

SIGN_IN, BADGES = "sign-in", "badges"
#: Empty lines on the list for who comes without having signed up.
WALK_INS = 8
ON_A_SHEET = 8


def sign_in_sheet(event: Event) -> bytes:
    return typeset(SIGN_IN, list_of(event), language())


def badge_sheets(event: Event) -> bytes:
    return typeset(BADGES, badges_of(event), language())


def language() -> str:
    """That of who prints it."""
    return "en" if get_language() == "en" else "nl"


def title_of(event: Event) -> str:
    row = numbered_row(event, language())
    return row.title if row else last_title(event, language())


def expected(event: Event) -> list[Registration]:
    """Who is expected in the room, as Dutch lists sort; whose name is not known yet at the end.

    Where there is one kind of place it is everybody's, also of who chose when there were two.
    Of needs and diets nothing stands on paper: it lies about.
    """
    rows = [row for row in roster.expected(event) if not event.is_hybrid or row.seat == Seat.ROOM]
    return sorted(rows, key=lambda row: not row.person.full_name)


def when(event: Event) -> str:
    """With the year: such a list is kept."""
    if f"{local(event.start):%F}" == f"{local(event.end):%F}":
        return f"{day(event.start, year=True)}, {hours(event.start, event.end)}"
    return f"{day(event.start, year=True)} {DASH} {day(event.end, year=True)}"


def list_of(event: Event) -> dict[str, Any]:
    title = title_of(event)
    return {
        "title": _("Sign-in sheet: %(title)s") % {"title": title},
        "kind": _("Sign-in sheet"),
        "event": title,
        "when": when(event),
        "where": where_of(event, language()),
        "name": _("Name"),
        "organisation": _("Firm or school"),
        "signature": _("Signature"),
        "page": _("Page"),
        "walk_in": _("Came without signing up"),
        "walk_ins": WALK_INS,
        "rows": [(row.person.sort_name, row.organisation) for row in expected(event)],
    }


def badges_of(event: Event) -> dict[str, Any]:
    """A badge for each, and the rest of the last sheet to fill in by hand."""
    made = [badge_of(row) for row in expected(event) if row.person.full_name]
    empty = {"name": "", "organisation": "", "code": "", "qr": ""}
    title = title_of(event)
    return {
        "title": _("Badges: %(title)s") % {"title": title},
        "event": title,
        "when": day(event.start, year=True),
        "badges": made + [empty] * (-len(made) % ON_A_SHEET or (0 if made else ON_A_SHEET)),
    }


def badge_of(row: Registration) -> dict[str, str]:
    return {
        "name": row.person.full_name,
        "organisation": row.organisation,
        "code": _("Code: %(code)s") % {"code": spell_code(row.code)},
        "qr": square(row.code) if row.code else "",
    }
