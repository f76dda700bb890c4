"""Calendar entries as feeds read them: joined from what is stored.

A block that is missing or of another edition is right to nobody. Such an event is rendered at each
reading, without storing it, until a job has (`events.calendar.renewal`).
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, FilteredRelation, Q, When
from django.utils import translation

from events.calendar.blocks import edition, render, stamped
from events.models import Event
from events.models.queryset import EventQuerySet
from events.queries import event_rows
from events.series import with_sittings


def block_texts(events: EventQuerySet, lang: str) -> list[bytes]:
    """The entry of each event in `lang`, by start; one query where all blocks are right.

    An event without a card (its page was taken off meanwhile) is left out. Of a series that repeats
    all meetings are there when one is: they are exceptions to a pattern, nothing without it.
    """
    found, now = read_blocks(events, lang), edition()
    if repeating := {series for *_block, series in found if series}:
        either = Q(pk__in=events.order_by().values("pk")) | Q(series__in=repeating)
        events = Event.objects.visible().filter(either)
        found = read_blocks(events, lang)
    is_right = all(written_by == now for _pk, written_by, *_rest in found)
    mended = {} if is_right else render_now(joined(events, lang).exclude(block__edition=now), lang)
    texts = (
        text if written_by == now else mended.get(pk) for pk, written_by, text, _series in found
    )
    return [text.encode() for text in texts if text]


def read_blocks(events: EventQuerySet, lang: str) -> list[tuple]:
    """What is stored: key, edition and text, and the series if that repeats.

    Rows that are put together here are as quick as one text by the database: on PostgreSQL quicker.
    """
    repeating = Case(When(occurrence__isnull=False, then="series_id"))
    rows = joined(events, lang).order_by("start", "pk")
    return list(rows.values_list("pk", "block__edition", "block__text", repeating))


def joined(events: Any, lang: str) -> Any:
    return events.annotate(block=FilteredRelation("blocks", condition=Q(blocks__lang=lang)))


def render_now(events: Any, lang: str) -> dict[int, str]:
    """The entries of events as they are, whatever is stored."""
    rows = event_rows(events.with_place().annotate(modified=F("block__modified")), lang)
    with translation.override(lang):
        return {
            row.event.pk: stamped(render(row), stamp_of(row.event)) for row in with_sittings(rows)
        }


def stamp_of(event: Event) -> datetime:
    """When its block changed last; for an event without a block, when it was published."""
    return getattr(event, "modified", None) or event.changed
