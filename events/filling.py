"""Codes and secrets of what an older version stored after the migrations that give them.

While a new version starts, the one of before still writes: rows without what it does not know of.
Each night they get it; until then an event has no link that invites, and a registration no code.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from brink.jobs.daily import every_day
from brink.jobs.registry import Keep, handler
from events.models import Event, Registration
from events.models.attendance import new_code
from events.models.event import new_secret

FILL = "events.fill-codes"

every_day(FILL)


@handler(FILL, keep=Keep.NOTHING)
def fill_codes(payload: dict[str, Any]) -> None:
    """Give each what it lacks; what somebody gave it meanwhile stays."""
    for name in ("invitation_code", "room_secret"):
        for pk in list(Event.objects.filter(**{name: ""}).values_list("pk", flat=True)):
            Event.objects.filter(pk=pk, **{name: ""}).update(**{name: new_secret()})
    for pk in list(without_code().values_list("pk", flat=True)):
        give_code(pk)


@transaction.atomic
def give_code(pk: int) -> None:
    """Look once more with the row held: an erasure that was under way has ended by then.

    In two queries, as one that waits for a row looks again at that row and at no other.
    """
    Registration.objects.select_for_update(no_key=True).filter(pk=pk).first()
    without_code().filter(pk=pk).update(code=new_code(), changed=timezone.now())


def without_code() -> QuerySet[Registration]:
    """Not of who was forgotten: that somebody has no code any more is meant."""
    return Registration.objects.filter(code=None, person__erased_at=None)
