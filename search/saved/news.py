"""What appeared in a saved search since its reader was told last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Min
from django.utils import timezone, translation

from brink.jobs.registry import Away
from brink.pages.models.card import Card
from search.comparing import waiting_keys
from search.documents import NO_RESULTS
from search.engines import EngineFailure
from search.finder import is_blind
from search.findings import read_findings
from search.highlight import Marker
from search.models import Entry, SavedSearch
from search.query import Hit, Query
from search.reading import Answer, find
from search.saved.wish import Wish, read_wish

#: So many results are asked for at a time, and at most; beyond it a mail only says that there is
#: more than it shows.
PORTION, MOST = 100, 500
#: A mail has no more than this; the page of the search has the rest.
MOST_SHOWN = 20
#: How long a run waits for an index that is behind.
PAUSE = timedelta(minutes=10)
#: So long what appeared may lack in the index without a job to come. After that it cannot be
#: indexed, and all other news does not wait for it.
PATIENCE = timedelta(hours=2)


@dataclass(frozen=True)
class Item:
    """A line of the mail."""

    key: UUID
    title: str
    title_lang: str
    kind: str
    detail: str
    url: str


@dataclass(frozen=True)
class News:
    """All that is new, and what a mail shows of it."""

    keys: list[UUID]
    items: list[Item]


def find_news(saved: SavedSearch, until: datetime) -> News | None:
    """What has all words and choices, and first appeared after `since` and until then.

    Only what appears for the first time is new. What appeared before and was changed is not, also
    where that change made it one of this search; nor is what comes back after it was taken off.
    Neither is what was told, nor are organisations and research groups: they appeared on no day.
    Only what a page of results would show at this moment is found.

    None where a choice is gone: without it there would be more. Should it come back, so does what
    was new meanwhile.

    Raises `Away` while the index may lack something that appeared: nothing found is then no answer.
    """
    wish = read_wish(saved.query, saved.language)
    if wish.is_lost:
        return None
    refuse_behind(saved.since, until)
    keys = read_keys(wish, saved.since, until)
    keys = [key for key in keys if str(key) not in saved.told]
    return News(keys, make_items(keys[:MOST_SHOWN], saved.language))


def refuse_behind(since: datetime, until: datetime) -> None:
    """Something appeared that an index does not have yet, and may have soon."""
    cards = Card.objects.live().exclude(kind__in=NO_RESULTS)
    cards = cards.filter(published__gt=since, published__lte=until)
    new = list(cards.values_list("key", "published"))
    late = {key for key, moment in new if moment > until - PATIENCE}
    indexed = set(Entry.objects.filter(key__in=late).values_list("key", flat=True))
    if late - indexed or waiting_keys({key for key, _moment in new}):
        raise away("The index is behind.")


def away(words: str) -> Away:
    return Away(words, timezone.now() + PAUSE)


def read_keys(wish: Wish, since: datetime, until: datetime) -> list[UUID]:
    """The newest first, by portions, until they are older than what is new."""
    found: list[UUID] = []
    for offset in range(0, MOST, PORTION):
        hits = [hit.key for hit in answer(wish.newest(offset, PORTION)).results.hits]
        moments = first_published(hits)
        found += [key for key in hits if key in moments and since < moments[key] <= until]
        is_older = bool(moments) and min(moments.values()) <= since
        if is_older or len(hits) < PORTION:
            break
    return list(dict.fromkeys(found))


def answer(query: Query) -> Answer:
    try:
        found = find(query)
    except EngineFailure as error:
        raise away("No engine answers.") from error
    if is_blind(found):
        raise away("The index is empty or out of date.")
    return found


def first_published(keys: Sequence[UUID]) -> dict[UUID, datetime]:
    """When each item first appeared, in whichever language; of what is still there."""
    cards = Card.objects.live().filter(key__in=keys).order_by("key")
    return dict(cards.values_list("key").annotate(Min("published")))


def make_items(keys: Sequence[UUID], lang: str) -> list[Item]:
    """In the words of the page of results, for a reader of this language."""
    with translation.override(lang):
        findings = read_findings([Hit(key, 0.0) for key in keys], lang, Marker.of())
        return [
            Item(
                key=finding.card.key,
                title=finding.card.title,
                title_lang=finding.card.title_lang,
                kind=finding.name,
                detail=finding.detail,
                url=settings.BASE_URL + finding.card.path,
            )
            for finding in findings
        ]
