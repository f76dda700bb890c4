"""Somebody stands at the door without a place: let them in all the same, beyond what fits."""

from django.utils.translation import gettext as _

from events.applicant import Applicant
from events.by_hand import add_by_hand
from events.door.check_in import Result, Scan, check_in, shut_door
from events.history import User
from events.models import CheckIn, Registration
from events.settling import settled
from events.standing import change

State = Registration.State


def let_in(event_id: int, applicant: Applicant, scan: Scan) -> Result:
    """Put them on the list with a place, and note that they came; the same scan twice is one.

    Who has signed up by this address before and only waits gets a place by it. Raises `BusyError`.
    """
    with settled(event_id) as event:
        if shut := shut_door(event, scan):
            return Result(shut, event)
        noted = CheckIn.objects.filter(uid=scan.uid, registration__event=event).first()
        row = noted.registration if noted else add(event_id, applicant, scan.by)
        return check_in(event_id, scan.of(row))


def add(event_id: int, applicant: Applicant, by: User) -> Registration:
    reason = _("Came without signing up")
    row = add_by_hand(event_id, applicant, by, reason, is_over=True)
    if row.state != State.CONFIRMED:
        row.held_until = None
        change(row, State.CONFIRMED, by, reason)
    return row
