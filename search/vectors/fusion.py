"""Rank fusion: what the words found, in an order by words and by meaning (search.md 3).

Nothing is found by its vector alone: on the golden set that gave no better answer, and a total
would count what has none of the words. So hits, counts and facets are the same as without.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.conf import settings

from search.models import Entry
from search.query import Hit, Near, Query, Results, Sort
from search.ranking import TIER_STEP
from search.vectors.model import ask_model

#: So many of the best are put in order, 0.8 MB of vectors; what comes after stays as it was.
MOST = 200
#: The first places tell more than the later ones, the more so the lower `FLAT` is; and what the
#: meaning is worth beside the words. Both chosen on the seen half of the golden set.
FLAT = 10
SHARE = 0.5


def is_wanted(query: Query) -> bool:
    is_by_relevance = bool(query.plan) and query.order is Sort.RELEVANCE
    return settings.SEARCH_VECTORS and is_by_relevance and query.offset < MOST


def widened(query: Query) -> Query:
    """All that is put in order, whichever page of it is wanted: so pages do not overlap."""
    return replace(query, offset=0, size=max(MOST, query.offset + query.size))


def fuse(results: Results, query: Query) -> Results:
    """The page that was asked for, of the results of the widened query."""
    hits = [*reorder(results.hits[:MOST], query.plan.text), *results.hits[MOST:]]
    return replace(results, hits=hits[query.offset : query.offset + query.size])


def reorder(hits: Sequence[Hit], text: str) -> list[Hit]:
    """What editors put first, and what a better tier found, stay before the rest.

    Ties go to the place by words, so that each page is cut from the same order.
    """
    near = find_nearness(hits, text)
    by_meaning = sorted(near, key=lambda key: -near[key])
    places = {key: place for place, key in enumerate(by_meaning, start=1)}
    fused = [
        (tier_of(hit), worth(place) + SHARE * worth(places.get(hit.key, place)))
        for place, hit in enumerate(hits, start=1)
    ]
    order = sorted(range(len(hits)), key=lambda number: fused[number], reverse=True)
    return [tell(hits[number], near, number + 1) for number in order]


def find_nearness(hits: Sequence[Hit], text: str) -> dict[UUID, float]:
    """Of those that have vectors, in the order of the hits; none where nothing has an order."""
    if len(hits) < 2:
        return {}
    rows = Entry.objects.filter(key__in=[hit.key for hit in hits], vectors__isnull=False)
    known = dict(rows.values_list("key", "vectors"))
    kept = {hit.key: known[hit.key] for hit in hits if hit.key in known}
    found = ask_model(lambda encoder: encoder.nearness(text, list(kept.values()))) if kept else None
    return dict(zip(kept, found, strict=True)) if found else {}


def tell(hit: Hit, near: Mapping[UUID, float], place: int) -> Hit:
    return replace(hit, near=Near(near[hit.key], place)) if hit.key in near else hit


def worth(place: int) -> float:
    return 1 / (FLAT + place)


def tier_of(hit: Hit) -> int:
    """A step for each; the boosts of an item are too small to lift it over half of one."""
    return round(hit.score / TIER_STEP)
