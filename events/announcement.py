"""Tell everybody on the list of an event that it is cancelled, or that when or where changed.

A change that only a draft holds tells nobody; a change of what is published that calendars must
know does, once (`events.projection` queues it). An address that is not confirmed hears nothing.
"""

from typing import Any

from brink.jobs.registry import handler
from events.facts import differences, facts_of, spelled
from events.letters import Letter, post_all
from events.messages import readers_of, shared
from events.models import Event, Registration
from events.projection import CALENDAR_FACTS

TOLD = (
    Registration.State.CONFIRMED,
    Registration.State.PENDING,
    Registration.State.WAITING,
    Registration.State.OFFERED,
)


@handler("events.announce")
def announce(payload: dict[str, Any]) -> None:
    """Write a mail for each person; a change that was overtaken leaves it to the later one.

    Who signed up after it saw how it is now; what was turned back untold is no news at all.
    """
    event = Event.objects.get(pk=payload["event"])
    was, now = payload.get("was"), spelled(facts_of(event, CALENDAR_FACTS))
    is_overtaken = event.sequence != payload["sequence"] or event.is_past()
    if is_overtaken or not event.visible or was == now:
        return
    occasion = "called-off" if event.is_cancelled else "changed"
    words = {"was": differences(was, now)} if was else {}
    told = event.registrations.filter(state__in=TOLD, created__lte=event.stamped)
    rows = list(told.select_related("booking").order_by("position"))
    number = event.sequence
    post_all(
        Letter(
            row.pk,
            occasion,
            f"{occasion}:{row.uid}:{number}",
            words={**words, **(shared(row, rows, occasion) if contact else {})},
            contact=contact,
            sequence=number,
        )
        for row, contact in readers_of(rows, occasion)
    )
