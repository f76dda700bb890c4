"""Somebody proves an address once the place kept for it is gone: what was free may be so no more.

Who ran out counted for nobody meanwhile; so others can have what they chose, and the places of
their organisation.
"""

from collections.abc import Sequence

from events.access import BarredError, crowd
from events.models import Event, Registration
from events.questions import chosen, refuse_full

State = Registration.State


def refuse_lost(event: Event, rows: Sequence[Registration]) -> None:
    """The caller holds the lock. Raises `ChoiceFullError` or `BarredError`."""
    late = [row for row in rows if row.state == State.EXPIRED]
    if late and (found := crowd(event, late[0].organisation, len(late))):
        raise BarredError(found)
    for row in late:
        for answer in row.answers.select_related("question"):
            refuse_full(answer.question, chosen(answer.value))
