"""Why somebody waits, in words that are true also while places are free."""

from django.utils import translation
from django.utils.translation import gettext, ngettext

from events.groups.party import is_led
from events.models import Registration, Seat

State = Registration.State


def why_waiting(row: Registration | None, lang: str) -> str:
    """Empty for who has a place, keeps one, or is about to be offered one."""
    is_without = row and row.state in (State.WAITING, State.UNCONFIRMED) and not row.held_until
    if row is None or not is_without:
        return ""
    free = row.event.free_of(Seat(row.seat))
    with translation.override(lang):
        if free == 0:
            return gettext("All places are taken.")
        if others_before(row):
            return gettext("Others wait before you.")
        return too_few(free, together(row)) if free else ""


def others_before(row: Registration) -> int:
    """How many wait before somebody; before who did not confirm yet, all of them."""
    number = row.queue_number()
    return row.event.waiting_of(Seat(row.seat)) if number is None else number - 1


def together(row: Registration) -> int:
    """For how many places one waits: those of a group, or one."""
    if row.booking is None or not is_led(row):
        return 1
    return row.booking.registrations.filter(event=row.event_id, state=row.state).count()


def too_few(free: int, people: int) -> str:
    if people <= free:
        return ""
    text = ngettext(
        "There is %(free)s place, too few for the %(people)s of you.",
        "There are %(free)s places, too few for the %(people)s of you.",
        free,
    )
    return text % {"free": free, "people": people}
