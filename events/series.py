"""Events that belong together, in the order of their meetings."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from django.db.models.functions import Coalesce

from events.models import Event
from events.numbering import pattern_of
from events.queries import EventRow, event_row

Sittings = tuple[Event, ...]


def sittings_of(series: Collection[int]) -> dict[int, Sittings]:
    """The visible events of each series by its key; one query, none where there is no series.

    In the order in which they were planned: a meeting that is moved stays the same one.
    """
    if not series:
        return {}
    planned = Coalesce("occurrence", "start")
    found: dict[int, list[Event]] = defaultdict(list)
    events = Event.objects.visible().filter(series__in=series).select_related("series")
    for event in events.order_by(planned, "pk"):
        found[event.series_id].append(event)
    return {key: tuple(events) for key, events in found.items()}


def with_sittings(rows: list[EventRow]) -> list[EventRow]:
    """The rows, each knowing the other meetings of its series."""
    found = sittings_of({row.event.series_id for row in rows if row.event.series_id})
    if not found:
        return rows
    return [replace(row, sittings=found.get(row.event.series_id or 0, ())) for row in rows]


def with_numbers(rows: list[EventRow]) -> list[EventRow]:
    """The rows, each knowing the other meetings if its title counts them.

    One query where a series has a pattern for that, else none; `event.series` should be joined.
    """
    counted = {row.event.series_id for row in rows if pattern_of(row.event, row.card.title_lang)}
    found = sittings_of({key for key in counted if key})
    return [replace(row, sittings=found.get(row.event.series_id or 0, ())) for row in rows]


def numbered_row(event: Event, lang: str) -> EventRow | None:
    """One event for readers of `lang`, with its number; None once its page is off the site."""
    row = event_row(event, lang)
    return with_numbers([row])[0] if row else None
