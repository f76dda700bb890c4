"""Calendar entries as feeds read them: joined from what is stored.

A block that is missing or of another edition is right to nobody. Such an event is rendered at each
reading, without storing it, until a job has (`events.calendar.renewal`).
"""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Case, F, FilteredRelation, Max, Q, When
from django.utils import translation

from brink.themes.labels import forget
from events.calendar.blocks import edition, render
from events.calendar.component import public_vevent
from events.calendar.days import with_days
from events.calendar.series import as_one
from events.calendar.stamps import stamped
from events.models import Event
from events.models.queryset import EventQuerySet
from events.queries import EventRow, event_rows
from events.series import with_sittings


def block_texts(events: EventQuerySet, lang: str) -> list[bytes]:
    """The entry of each event in `lang`, by start; one query where all blocks are right.

    An event without a card (its page was taken off meanwhile) is left out.
    """
    return [text for text, _series in read_blocks(events, lang)]


def feed_texts(events: EventQuerySet, lang: str) -> list[bytes]:
    """The same for a feed, where the meetings of a series that repeats are one appointment.

    Those come last, written anew at each reading: which dates there are depends on the feed.
    """
    found = read_blocks(events, lang)
    texts = [text for text, series in found if series is None]
    if len(texts) < len(found):
        texts += repeating_texts(events.filter(occurrence__isnull=False), lang)
    return texts


def read_blocks(events: EventQuerySet, lang: str) -> list[tuple[bytes, int | None]]:
    """The entry of each event, and its series if that repeats.

    Rows that are put together here are as quick as one text by the database: on PostgreSQL quicker.
    """
    repeating = Case(When(occurrence__isnull=False, then="series_id"))
    rows = joined(events, lang).order_by("start", "pk")
    found = list(rows.values_list("pk", "block__edition", "block__text", repeating))
    now = edition()
    is_right = all(written_by == now for _pk, written_by, *_rest in found)
    mended = {} if is_right else render_now(joined(events, lang).exclude(block__edition=now), lang)
    texts = (
        (text if written_by == now else mended.get(pk), series)
        for pk, written_by, text, series in found
    )
    return [(text.encode(), series) for text, series in texts if text]


def joined(events: Any, lang: str) -> Any:
    return events.annotate(block=FilteredRelation("blocks", condition=Q(blocks__lang=lang)))


def render_now(events: Any, lang: str) -> dict[int, str]:
    """The entries of events as they are, whatever is stored."""
    with translation.override(lang):
        return {
            row.event.pk: stamped(render(row), stamp_of(row.event))
            for row in with_sittings(rows_of(events, lang))
        }


def rows_of(events: Any, lang: str) -> list[EventRow]:
    """With labels as they are now, not as this process remembers them."""
    for facet in ("type", "theme"):
        forget(facet)
    return event_rows(events.with_place().annotate(modified=F("block__modified")), lang)


def repeating_texts(events: EventQuerySet, lang: str) -> list[bytes]:
    """Each series as one appointment, of those of its meetings that are among the events."""
    rows = rows_of(joined(events, lang).order_by("series", "start", "pk"), lang)
    changed = last_changes({row.event.series_id for row in rows if row.event.series_id})
    texts: list[bytes] = []
    with translation.override(lang):
        for series, group in groupby(rows, key=lambda row: row.event.series):
            entries = [(row, public_vevent(row, stamp_of(row.event))) for row in group]
            whole = as_one(series, entries, changed[series.pk])
            days = [day for row, entry in entries for day in with_days(entry, row)[1:]]
            texts += [part.to_ical() for part in (*whole, *days)]
    return texts


def last_changes(series: set[int]) -> dict[int, datetime]:
    """When a meeting of each series changed last, whether it is visible or not."""
    found = Event.objects.filter(series__in=series).order_by()
    return dict(found.values_list("series").annotate(Max("changed")))


def stamp_of(event: Event) -> datetime:
    """When its block changed last; for an event without a block, when it was published."""
    return getattr(event, "modified", None) or event.changed
