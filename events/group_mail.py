"""Who is told what when a group gets places, or a number in the queue."""

from collections.abc import Sequence

from events.messages import INVITED, is_led, tell, tell_all
from events.models import Registration

State = Registration.State
GROUP = "group"


def tell_rows(rows: Sequence[Registration], occasion: str | None = None) -> None:
    """Tell one person how they stand (or this occasion); or the contact of a group and its people.

    The contact gets the link to the page of the group. Who has a place and claimed it gets what
    everybody gets; who was named with an address is asked to claim theirs.
    """
    if not is_led(rows[0]):
        tell(rows[0], occasion)
        return
    tell(rows[0], GROUP, is_news=True)
    placed = [row for row in rows if row.state == State.CONFIRMED]
    tell_all([row for row in placed if row.claimed], "confirmed")
    tell_all([row for row in placed if not row.claimed and row.invited_email], INVITED)
