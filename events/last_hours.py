"""Whether somebody who waits wants a place in the last hours before the start."""

from events import history
from events.groups.party import beside
from events.models import Registration
from events.settling import settled

State = Registration.State


def answer_last_hours(registration: Registration, *, is_flexible: bool) -> Registration:
    """Write the answer; of a group the contact gives it for all. Twice is once.

    Within those hours a yes may bring an offer at once. Raises `BusyError`.
    """
    with settled(registration.event_id):
        current = Registration.objects.select_related("booking").get(pk=registration.pk)
        for row in waiting_with(current):
            if row.is_flexible != is_flexible:
                row.is_flexible = is_flexible
                row.save(update_fields=["is_flexible"])
                history.write(row, history.LAST_HOURS)
        return current


def waiting_with(current: Registration) -> list[Registration]:
    rows = Registration.objects.filter(event=current.event_id, state=State.WAITING)
    return list(rows.filter(beside(current)).order_by("position"))
