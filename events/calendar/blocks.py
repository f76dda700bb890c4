"""The entry of each event in each language, rendered when it changes and stored: `CalendarBlock`.

Whoever writes a block holds the row of its event and reads after that, so a publish and a job at
once leave what was published last.
"""

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation

from brink.pages.languages import LANGUAGES
from brink.pages.models import Card, ItemFacet
from brink.themes.labels import forget
from events.calendar.component import public_vevent
from events.calendar.days import with_days
from events.calendar.stamps import NO_STAMP, stamped
from events.models import CalendarBlock, Event
from events.queries import EventRow, codes_of
from events.series import with_sittings

#: Raise it when the code or its Dutch writes other calendars for the same events: part of every
#: ETag, and each block is rendered anew.
EDITION = 5
#: The edition of no code: what the block says has changed and is yet to be rendered.
STALE = 0


@cache
def edition_at(address: str) -> int:
    return 1 + zlib.crc32(f"{EDITION} {address}".encode()) % 32_767


def edition() -> int:
    """What blocks are written by: this code for this address of the site."""
    return edition_at(settings.BASE_URL)


@transaction.atomic
def write_blocks(keys: Collection[UUID], *, wait: bool = True) -> int:
    """Render visible events by key, and store what differs; returns how many blocks were written.

    A block whose words are as they were keeps its stamps, so its bytes. Without `wait` an event
    that somebody else holds is left as it is: only so may a transaction hold many.
    """
    events = lock_events(keys, wait=wait)
    stored = CalendarBlock.objects.filter(event__in=events) if events else []
    before = {(block.event_id, block.lang): block for block in stored}
    after = {
        (block.event_id, block.lang): block
        for lang, rows in rows_by_language(events)
        for block in make_blocks(rows, lang, before)
    }
    if left := [block.pk for which, block in before.items() if which not in after]:
        CalendarBlock.objects.filter(pk__in=left).delete()
    return store([after[which] for which in sorted(after) if after[which].pk is None]) + len(left)


def lock_events(keys: Collection[UUID], *, wait: bool) -> list[Event]:
    can_skip = connection.features.has_select_for_update_skip_locked
    rows = Event.objects.select_for_update(of=("self",), skip_locked=can_skip and not wait)
    return list(rows.filter(key__in=keys, visible=True).with_place().order_by("pk"))


def rows_by_language(events: Collection[Event]) -> Iterator[tuple[str, list[EventRow]]]:
    """The events in each language; labels as they are now, not as this process remembers them."""
    if not events:
        return
    for facet in ("type", "theme"):
        forget(facet)
    keys = [event.key for event in events]
    cards: dict[str, dict[UUID, Card]] = defaultdict(dict)
    for card in Card.objects.filter(key__in=keys):
        cards[card.lang][card.key] = card
    codes = codes_of(ItemFacet.objects.filter(key__in=keys))
    for lang in LANGUAGES:
        here = [event for event in events if event.key in cards[lang]]
        rows = [EventRow(e, cards[lang][e.key], codes.get(e.key, {})) for e in here]
        yield lang, with_sittings(rows)


Blocks = dict[tuple[int, str], CalendarBlock]


def make_blocks(rows: Iterable[EventRow], lang: str, before: Blocks) -> Iterator[CalendarBlock]:
    """The block of each row: the stored one if it is right, else one to be stored."""
    with translation.override(lang):
        for row in rows:
            bare = render(row)
            yield make_block(row.event, lang, bare, before.get((row.event.pk, lang)))


def make_block(event: Event, lang: str, bare: str, old: CalendarBlock | None) -> CalendarBlock:
    fingerprint = hashlib.sha256(bare.encode()).hexdigest()
    is_alike = old is not None and old.fingerprint == fingerprint
    if old is not None and is_alike and old.edition == edition():
        return old
    changed = timezone.now() if old else event.changed
    modified = old.modified if old is not None and is_alike else changed
    return CalendarBlock(
        event=event,
        lang=lang,
        edition=edition(),
        text=stamped(bare, modified),
        fingerprint=fingerprint,
        modified=modified,
    )


def store(blocks: list[CalendarBlock]) -> int:
    """Write them, in the order in which all writers of blocks lock them."""
    fields = ["edition", "text", "fingerprint", "modified"]
    CalendarBlock.objects.bulk_create(
        blocks, update_conflicts=True, unique_fields=["event", "lang"], update_fields=fields
    )
    return len(blocks)


def render(row: EventRow) -> str:
    """Event and days in the active language, without the moment of their last change."""
    parts = with_days(public_vevent(row, NO_STAMP), row)
    return b"".join(part.to_ical() for part in parts).decode()
