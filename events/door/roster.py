"""Who is expected at an event and who is there, as the door needs it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events.models import Event, Registration, Seat

State = Registration.State


@dataclass(frozen=True)
class Tally:
    """How many are there of how many, in the room or online."""

    seat: Seat
    present: int
    expected: int


def expected(event: Event) -> list[Registration]:
    """Who has a place, by name as Dutch lists sort: Van der Berg under B. One query."""
    rows = event.registrations.filter(state=State.CONFIRMED).select_related("person")
    return sorted(rows, key=lambda row: fold(row.person.sort_name))


def tallies(event: Event, rows: Iterable[Registration]) -> list[Tally]:
    """One for each kind of place that the event has."""
    rows = list(rows)
    return [
        Tally(
            seat,
            present=sum(bool(row.checked_in) for row in among),
            expected=len(among),
        )
        for seat in event.seats
        for among in [[row for row in rows if not event.is_hybrid or row.seat == seat]]
    ]


def find(rows: Iterable[Registration], words: str) -> list[Registration]:
    """Those whose name or organisation has each of the words, with or without accents."""
    wanted = fold(words).split()
    return [row for row in rows if wanted and all(word in text_of(row) for word in wanted)]


def text_of(row: Registration) -> str:
    return fold(f"{row.person.full_name} {row.organisation}")


def fold(text: str) -> str:
    """Small letters without their accents: people type a name as they hear it."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def describe(row: Registration) -> dict[str, Any]:
    """What the phone at the door knows of somebody while its page is open, and no more."""
    return {
        "code": row.code,
        "name": row.person.full_name,
        "organisation": row.organisation,
        "seat": row.seat,
        "since": row.checked_in.isoformat() if row.checked_in else None,
    }
