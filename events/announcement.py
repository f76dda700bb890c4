"""Tell everybody on the list of an event that it is cancelled, or that when or where changed.

A change that only a draft holds tells nobody; a change of what is published that calendars must
know does, once (`events.projection` queues it). An address that is not confirmed hears nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from brink.jobs.registry import handler
from events.facts import differences, facts_of, spelled
from events.groups.party import is_asked
from events.letters import Letter, post_all
from events.messages import ASKED_CHANGED, ASKED_OFF, readers_of, shared
from events.models import Event, Registration
from events.projection import CALENDAR_FACTS

Words = dict[str, Any]
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
    words = {"was": differences(was, now)} if was else {}
    told = event.registrations.filter(state__in=TOLD, created__lte=event.stamped)
    rows = list(told.select_related("booking").order_by("position"))
    post_all([*letters_on_the_list(event, rows, words), *letters_to_asked(event, rows, words)])


def letters_on_the_list(
    event: Event, rows: Sequence[Registration], words: Words
) -> Iterator[Letter]:
    """To each who has a place or waits; to the contact of a group for what nobody claimed."""
    occasion = "called-off" if event.is_cancelled else "changed"
    for row, contact in readers_of(rows, occasion):
        about = shared(row, rows, occasion) if contact else {}
        yield write_letter(event, row, occasion, {**words, **about}, contact=contact)


def letters_to_asked(event: Event, rows: Iterable[Registration], words: Words) -> Iterator[Letter]:
    """To who was asked for a place by mail, with the day in it, and has not answered."""
    occasion = ASKED_OFF if event.is_cancelled else ASKED_CHANGED
    for row in rows:
        if is_asked(row) and row.state == Registration.State.CONFIRMED:
            yield write_letter(event, row, occasion, words)


def write_letter(
    event: Event, row: Registration, occasion: str, words: Words, *, contact: bool = False
) -> Letter:
    return Letter(
        row.pk,
        occasion,
        f"{occasion}:{row.uid}:{event.sequence}",
        words=words,
        contact=contact,
        sequence=event.sequence,
    )
