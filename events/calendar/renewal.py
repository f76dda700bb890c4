"""Render blocks anew when many change at once: a label, a page above them, the code, the address.

They are marked first, with the job, in the transaction of the cause where it has one: readers then
render them themselves until the job has stored them, so a feed is right at once, and quick again a
little later.
"""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from brink.jobs.outbox import enqueue, instant
from brink.jobs.registry import Keep, handler
from brink.pages.languages import LANGUAGES
from brink.pages.models import Card, ItemFacet
from brink.pages.version import bump_version
from brink.themes.labels import facet_of
from brink.themes.models import Vocabulary
from events.calendar.blocks import STALE, edition, write_blocks
from events.models import CalendarBlock, Event, Series

#: Events that are rendered in the transaction that changed them; more of them wait for a job.
FEW = 20
#: Events that one job renders before it leaves the rest to a next one, well within its lease.
MANY = 1_000
#: Keys in one statement: databases take so many, not more.
SLICE = 5_000


def follow(keys: Collection[UUID]) -> None:
    """Keep blocks in step with what was just published; items of other kinds have none."""
    if len(keys) <= FEW:
        write_blocks(keys)
        return
    ordered = sorted(keys)
    for first in range(0, len(ordered), SLICE):
        mark_stale(Q(event__key__in=ordered[first : first + SLICE]))


def term_changed(sender: type[Vocabulary], instance: Vocabulary, **kwargs: Any) -> None:
    """A label that is reworded or gone stands in the entries of each event that has its code.

    A new one stands in none yet.
    """
    if not kwargs.get("created") and not kwargs.get("raw"):
        having = ItemFacet.objects.filter(facet=facet_of(sender), code=instance.code)
        renew_later(Q(event__key__in=having.values("key")))


def series_changed(sender: type[Series], instance: Series, **kwargs: Any) -> None:
    """Its pattern stands in the titles of its meetings; a new one has none yet."""
    if not kwargs.get("created") and not kwargs.get("raw"):
        renew_later(Q(event__series=instance.pk))


@transaction.atomic
def renew_later(which: Q) -> None:
    """Mark blocks, leave them to a job, and tell readers of it: all of it or nothing."""
    if mark(which):
        render_later()
        bump_version()


@handler("events.sittings", keep=Keep.NOTHING)
def renew_series(payload: dict[str, Any]) -> None:
    """The meetings of a series name each other: one that comes or goes is a change of all."""
    if mark(Q(event__series__in=payload["series"])):
        render_job({})


@transaction.atomic
def mark_stale(which: Q | None = None) -> None:
    """Have blocks rendered anew by a job; joins the transaction of the caller."""
    if mark(which or Q()):
        render_later()


@transaction.atomic
def mark(which: Q) -> bool:
    """Mark blocks as right to nobody, in the order in which all writers lock them."""
    found = CalendarBlock.objects.filter(which).order_by("event_id", "lang")
    pks = list(found.select_for_update(of=("self",)).values_list("pk", flat=True))
    for first in range(0, len(pks), SLICE):
        known = CalendarBlock.objects.filter(pk__in=pks[first : first + SLICE])
        known.update(edition=STALE)
    return bool(pks)


def render_later() -> None:
    enqueue("events.render", f"render:{instant()}", {})


def render_stale_later() -> int:
    """Leave stale events to a job; returns how many there are."""
    if number := stale_events().count():
        render_later()
    return number


def stale_events() -> QuerySet[Event]:
    """Visible events that have a card in some language, but no block of this edition."""
    cards = Card.objects.filter(key=OuterRef("key"))
    current = CalendarBlock.objects.filter(event=OuterRef("pk"), edition=edition())
    lacking = (
        Exists(cards.filter(lang=lang)) & ~Exists(current.filter(lang=lang)) for lang in LANGUAGES
    )
    return Event.objects.filter(reduce(or_, lacking), visible=True).order_by("pk")


@handler("events.render", keep=Keep.NOTHING)
def render_job(payload: dict[str, Any]) -> None:
    last = render_stale(after=payload.get("after", 0))
    if last is not None:
        enqueue("events.render", f"render:after-{last}:{instant()}", {"after": last})


def render_stale(*, after: int = 0, tell: Callable[[int], object] = int) -> int | None:
    """Render up to `MANY` stale events; returns the last if more may follow.

    Some at a time, but without waiting while it holds them: that is how two writers wait for each
    other. Those that somebody else holds are rendered last, one by one. `tell` hears how many are
    done.
    """
    found = dict(stale_events().filter(pk__gt=after).values_list("pk", "key")[:MANY])
    keys = list(found.values())
    for first in range(0, len(keys), FEW):
        batch = keys[first : first + FEW]
        renew(batch, wait=False)
        tell(len(batch))
    for key in stale_events().filter(pk__in=list(found)).values_list("key", flat=True):
        renew([key])
    return max(found) if len(found) == MANY else None


@transaction.atomic
def renew(keys: Collection[UUID], *, wait: bool = True) -> None:
    """Write blocks under a content version of their own: no ETag has two bodies."""
    if write_blocks(keys, wait=wait):
        bump_version()
