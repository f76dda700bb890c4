"""Calendar entries as feeds read them: joined from what is stored.

A block that is missing or of another edition is right to nobody. Such an event is rendered at each
reading, without storing it, until a job has (`events.calendar.renewal`).
"""

from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils import translation

from events.calendar.blocks import edition, render, stamped
from events.models import Event
from events.models.queryset import EventQuerySet
from events.queries import event_rows


def block_texts(events: EventQuerySet, lang: str) -> list[bytes]:
    """The entry of each event in `lang`, by start; one query where all blocks are right.

    An event without a card (its page was taken off meanwhile) is left out.
    """
    joined = events.annotate(block=FilteredRelation("blocks", condition=Q(blocks__lang=lang)))
    columns = joined.order_by("start", "pk").values_list("pk", "block__edition", "block__text")
    found, now = list(columns), edition()
    if all(written_by == now for _pk, written_by, _text in found):
        return [text.encode() for _pk, _edition, text in found]
    mended = render_now(joined.exclude(block__edition=now), lang)
    texts = (text if written_by == now else mended.get(pk) for pk, written_by, text in found)
    return [text.encode() for text in texts if text]


def render_now(events: Any, lang: str) -> dict[int, str]:
    """The entries of events as they are, whatever is stored."""
    rows = event_rows(events.with_place().annotate(modified=F("block__modified")), lang)
    with translation.override(lang):
        return {row.event.pk: stamped(render(row), stamp_of(row.event)) for row in rows}


def stamp_of(event: Event) -> datetime:
    """When its block changed last; for an event without a block, when it was published."""
    return getattr(event, "modified", None) or event.changed
