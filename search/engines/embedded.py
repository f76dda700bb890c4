"""Search in the database we have: no other service, and right in the same transaction.

The words are found by the full-text search of the database (`sqlite`, `postgresql`), one set of
matches a concept. Minimum match, facets and order are worked out here, which neither can do alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from brink.pages.models.card import Card
from brink.pages.version import NEVER
from search import vocabulary
from search.documents import EDITION, VOCABULARY, Document
from search.engines import postgresql, sqlite
from search.engines.base import Match
from search.language import Plan
from search.models import Entry, Word
from search.query import CANCELLED, FACETS, PAST, UPCOMING, Hit, Query, Results, Sort, Span
from search.ranking import FIRST_STEP, KIND_WEIGHTS, TIE, TIER_STEP, UPCOMING_BOOST
from search.vectors.keeping import NONE, Vectors, make_vectors

#: Of a concept that more items have, the newest are ranked; the page says so. Without words it is
#: the newest of what fits the choices.
CAP = 2000

#: What an entry has of its document, beside the key.
KEPT = ("version", "facets", "texts", "published", "moment", "end", "parts", "part_texts")

#: The scores of an entry for the ways of each concept.
Ways = dict[int, dict[int, list[float]]]

TABLES = {"sqlite": sqlite, "postgresql": postgresql}


class WordTable(Protocol):
    """The words of entries in a table of the database's own kind."""

    def write(self, rows: Sequence[tuple[int, dict[str, str]]]) -> None: ...
    def remove(self, ids: Sequence[int]) -> None: ...
    def clear(self) -> None: ...
    def words_of(self, ids: Sequence[int]) -> Iterable[tuple[int, set[str]]]: ...
    def read(self, ids: Sequence[int]) -> Iterable[tuple[int, dict[str, list[str]]]]:
        """The words of entries by column, each column in its order."""

    def titled(self, words: Sequence[str]) -> Q:
        """Entries that have these words in a title, the beginning of each is enough."""

    def matches(self, plans: Sequence[Plan], lang: str, cap: int) -> Iterable[Match]:
        """The entries that have a concept, for each way to have it the newest `cap` + 1."""


def word_table() -> WordTable:
    return TABLES[connection.vendor]


@dataclass(frozen=True)
class Found:
    key: UUID
    score: float
    facets: dict[str, list[str]]
    published: datetime
    moment: datetime
    end: datetime | None
    #: put first by an editor, without any of the words
    is_extra: bool = False


class EmbeddedEngine:
    def index(self, documents: Sequence[Document]) -> None:
        vectors = make_vectors(documents)  # before the lock: a model takes its time
        with transaction.atomic():
            vocabulary.lock()
            known = {
                entry.key: entry
                for entry in Entry.objects.select_for_update()
                .filter(key__in=[document.key for document in documents])
                .only("key", "version", "edition")
            }
            newer = [
                d for d in documents if d.key not in known or known[d.key].version <= d.version
            ]
            old = words_of([known[d.key] for d in newer if d.key in known])
            numbers = write_entries(newer, vectors)
            word_table().write([(numbers[d.key], d.columns) for d in newer])
            vocabulary.count(old, [vocabulary_of(d) for d in newer])

    def delete(self, keys: Sequence[UUID], version: int) -> None:
        with transaction.atomic():
            vocabulary.lock()
            rows = Entry.objects.filter(key__in=keys, version__lte=version)
            entries = list(rows.only("edition"))
            vocabulary.count(words_of(entries), [])
            word_table().remove([entry.pk for entry in entries])
            rows.delete()

    def search(self, query: Query) -> Results:
        found, is_capped = find_by_words(query) if query.plan else find_newest(query)
        in_span = [item for item in found if query.span.holds(item.moment, item.end)]
        chosen, facets = choose(in_span, query.chosen)
        page = in_order(chosen, query)[query.offset : query.offset + query.size]
        hits = [Hit(item.key, item.score) for item in page]
        matched = sum(not item.is_extra for item in found)
        return Results(hits, len(chosen), facets, is_capped, matched)

    def refresh(self) -> None:
        """Nothing to do: what is committed is found."""

    def is_stale(self) -> bool:
        """Whether there are entries of an earlier edition, found by their very words only."""
        return Entry.objects.filter(edition__lt=EDITION).exists()

    def clear(self) -> None:
        with transaction.atomic():
            vocabulary.lock()
            word_table().clear()
            Entry.objects.all().delete()
            Word.objects.all().delete()


def words_of(entries: Sequence[Entry]) -> list[set[str]]:
    """What was counted of these entries; an earlier edition counted nothing."""
    ids = [entry.pk for entry in entries if entry.edition == EDITION]
    return [words for _pk, words in word_table().words_of(ids)] if ids else []


def vocabulary_of(document: Document) -> set[str]:
    return {word for name in VOCABULARY for word in document.columns[name].split()}


def write_entries(documents: Sequence[Document], vectors: Vectors) -> dict[UUID, int]:
    """Write them in the order given, by one statement; the number of each, by key."""
    rows = [
        Entry(key=d.key, edition=EDITION, **values_of(d), **vectors[d.key]) for d in documents
    ]
    fields = ("edition", *KEPT, *NONE)
    Entry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=fields
    )
    return {row.key: row.pk for row in rows}


def values_of(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in KEPT}


def visible_entries() -> QuerySet[Entry]:
    """Entries of what is published now, whatever the index still thinks."""
    cards = Card.objects.live().filter(key=OuterRef("key"))
    return Entry.objects.filter(Exists(cards)).order_by("-published")


def find_by_words(query: Query) -> tuple[list[Found], bool]:
    scores, is_capped = find_scores(query)
    promoted = Q(key__in=query.first) if query.first else Q()
    rows = visible_entries().filter(Q(pk__in=list(scores)) | promoted)
    return read_found(query, rows, scores), is_capped


def promote(first: Sequence[UUID]) -> dict[UUID, float]:
    """More than any words are worth, in this order, and nothing makes it more."""
    return {key: FIRST_STEP * rank for rank, key in enumerate(reversed(first), start=1)}


def find_newest(query: Query) -> tuple[list[Found], bool]:
    """Without words: what fits all choices, and what fits all but one, for the counts of that one.

    Each is cut off at the cap by itself, a query each: many new items of one kind must not hide an
    old one of the kind that was chosen.
    """
    chosen = {facet: codes for facet, codes in query.chosen.items() if codes}
    fitting = read_newest(query, chosen, CAP + 1)
    nearly = [
        item
        for facet in chosen
        for item in read_newest(query, query.others(facet), CAP)
        if failed_facets(item, chosen) == [facet]
    ]
    return [*fitting[:CAP], *nearly], len(fitting) > CAP


def read_newest(query: Query, chosen: Mapping[str, list[str]], cap: int) -> list[Found]:
    fitting = fits(chosen, query.now) & lies_in(query.span)
    return read_found(query, visible_entries().filter(fitting)[:cap])


def fits(chosen: Mapping[str, list[str]], now: datetime) -> Q:
    """Entries with one of the codes of each facet. The codes are a list, read here as its text."""
    found = Q(pk__isnull=False)
    for facet, codes in chosen.items():
        found &= reduce(or_, (one_code(facet, code, now) for code in codes))
    return found


def lies_in(span: Span) -> Q:
    """As `Span.holds`."""
    found = Q(moment__gt=NEVER) if span else Q(pk__isnull=False)
    if span.since:
        found &= Q(moment__gte=span.since) | Q(end__gte=span.since)
    return found & Q(moment__lt=span.until) if span.until else found


def one_code(facet: str, code: str, now: datetime) -> Q:
    return one_moment(code, now) if facet == "when" else has_code(facet, code)


def has_code(facet: str, code: str) -> Q:
    return Q(**{f"facets__{facet}__icontains": f'"{code}"'})


def one_moment(code: str, now: datetime) -> Q:
    """As `when`."""
    if code == PAST:
        return Q(end__lt=now)
    is_off = has_code("status", CANCELLED)
    return Q(end__gte=now) & (is_off if code == CANCELLED else ~is_off)


def when(facets: Mapping[str, list[str]], end: datetime, now: datetime) -> str:
    """What takes place is to come, called off, or has been."""
    if end < now:
        return PAST
    return CANCELLED if CANCELLED in facets.get("status", ()) else UPCOMING


def find_scores(query: Query) -> tuple[dict[int, float], bool]:
    """The score of each entry that has enough of the concepts of a plan, the best plan."""
    tiers: list[Ways] = [defaultdict(lambda: defaultdict(list)) for _plan in query.plans]
    size: Counter[tuple[int, int, int]] = Counter()
    for tier, concept, way, entry, score in word_table().matches(query.plans, query.lang, CAP):
        size[tier, concept, way] += 1
        tiers[tier][entry][concept].append(score)
    scores: dict[int, float] = {}
    for rank, (plan, ways) in enumerate(zip(reversed(query.plans), reversed(tiers), strict=True)):
        scores |= {entry: rank * TIER_STEP + score for entry, score in enough(plan, ways)}
    return scores, any(number > CAP for number in size.values())


def enough(plan: Plan, ways: Ways) -> Iterator[tuple[int, float]]:
    """The bonus for a phrase is a concept after the last, which is not counted."""
    last = len(plan.concepts)
    for entry, concepts in ways.items():
        if len(concepts) - (last in concepts) >= plan.minimum:
            yield entry, sum(map(best_of, concepts.values()))


def best_of(scores: list[float]) -> float:
    return (1 - TIE) * max(scores) + TIE * sum(scores)


def read_found(
    query: Query, rows: QuerySet[Entry], scores: Mapping[int, float] | None = None
) -> list[Found]:
    found, promoted = [], promote(query.first)
    for pk, key, facets, published, moment, end in rows.values_list(
        "pk", "key", "facets", "published", "moment", "end"
    ):
        if end is not None:
            facets["when"] = [when(facets, end, query.now)]
        words = 1.0 if scores is None else scores.get(pk)
        score = promoted.get(key) or (words or 0.0) * boost(facets)
        found.append(Found(key, score, facets, published, moment, end, words is None))
    return found


def boost(facets: dict[str, list[str]]) -> float:
    upcoming = UPCOMING_BOOST if facets.get("when") == [UPCOMING] else 1.0
    return upcoming * KIND_WEIGHTS.get(facets["kind"][0], 1.0)


def choose(
    found: list[Found], chosen: Mapping[str, list[str]]
) -> tuple[list[Found], dict[str, dict[str, int]]]:
    """What fits all choices; and counts of each facet among what fits the choices in all others.

    An item that fails in one facet only still counts there: that choice would let it in.
    """
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    fitting = []
    for item in found:
        failed = failed_facets(item, chosen)
        if not failed:
            fitting.append(item)
        for facet in FACETS if not failed else failed if len(failed) == 1 else ():
            counts[facet].update(item.facets.get(facet, ()))
    return fitting, {facet: dict(count) for facet, count in counts.items()}


def failed_facets(item: Found, chosen: Mapping[str, list[str]]) -> list[str]:
    """The facets in which it has none of the chosen codes."""
    return [
        facet
        for facet, codes in chosen.items()
        if codes and not set(codes).intersection(item.facets.get(facet, ()))
    ]


def in_order(found: list[Found], query: Query) -> list[Found]:
    """Ties go to the newest, then to the key, so that pages do not overlap."""
    found = sorted(found, key=lambda item: str(item.key))
    found.sort(key=lambda item: item.published, reverse=True)
    if query.order is Sort.RELEVANCE:
        found.sort(key=lambda item: item.score, reverse=True)
    elif query.order is Sort.DATE:
        found.sort(key=lambda item: item.moment, reverse=not query.soonest_first)
    return found
