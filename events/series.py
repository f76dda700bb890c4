"""Events that belong together, in the order of their meetings."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from django.db.models.functions import Coalesce

from events.models import Event
from events.queries import EventRow

Sittings = tuple[Event, ...]


def sittings_of(series: Collection[int]) -> dict[int, Sittings]:
    """The visible events of each series by its key; one query, none where there is no series.

    In the order in which they were planned: a meeting that is moved stays the same one.
    """
    if not series:
        return {}
    planned = Coalesce("occurrence", "start")
    found: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.visible().filter(series__in=series).order_by(planned, "pk"):
        found[event.series_id].append(event)
    return {key: tuple(events) for key, events in found.items()}


def with_sittings(rows: list[EventRow]) -> list[EventRow]:
    """The rows, each knowing the other meetings of its series."""
    found = sittings_of({row.event.series_id for row in rows if row.event.series_id})
    if not found:
        return rows
    return [replace(row, sittings=found.get(row.event.series_id or 0, ())) for row in rows]
