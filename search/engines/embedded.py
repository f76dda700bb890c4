"""Search in the database we have: no other service, and right in the same transaction.

The words are found by the full-text search of the database (`sqlite`, `postgresql`), one set of
matches a concept. Minimum match, facets and order are worked out here, which neither can do alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import itemgetter, or_
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from brink.pages.models.card import Card
from search import vocabulary
from search.documents import EDITION, VOCABULARY, Document
from search.engines import postgresql, sqlite
from search.engines.base import Match
from search.engines.found import (
    Found,
    choose,
    failed_facets,
    has_code,
    in_order,
    lies_in,
    one_moment,
    read_found,
)
from search.language import Plan
from search.models import Entry, Word
from search.query import Hit, Query, Results
from search.ranking import TIE, TIER_STEP, WHOLE
from search.vectors.keeping import NONE, Vectors, make_vectors

#: Of a concept that more items have, the newest are ranked; the page says so. Without words it is
#: the newest of what fits the choices.
CAP = 1000

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

    def among(self, ids: Sequence[int]) -> Q:
        """Entries of these numbers, sent as one value: to bind a thousand takes time."""

    def titled(self, words: Sequence[str]) -> Q:
        """Entries that have these words in a title, the beginning of each is enough."""

    def matches(self, plans: Sequence[Plan], lang: str, cap: int) -> Iterable[Match]:
        """The entries that have a concept: the newest `cap` + 1 of it, or of each way to have it.

        One statement: how many words there are costs no queries. What has too few concepts of its
        plan may be worth 0.
        """


def word_table() -> WordTable:
    return TABLES[connection.vendor]


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
        chosen, facets = choose([item for item in found if item.is_inside], query.chosen)
        page = in_order(chosen, query)[query.offset : query.offset + query.size]
        hits = [Hit(UUID(item.key), item.score) for item in page]
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
    rows = [Entry(key=d.key, edition=EDITION, **values_of(d), **vectors[d.key]) for d in documents]
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
    if not scores and not query.first:
        return [], is_capped
    promoted = Q(key__in=query.first) if query.first else Q()
    rows = visible_entries().filter(word_table().among(list(scores)) | promoted)
    return read_found(query, rows, scores), is_capped


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


def one_code(facet: str, code: str, now: datetime) -> Q:
    return one_moment(code, now) if facet == "when" else has_code(facet, code)


def find_scores(query: Query) -> tuple[dict[int, float], bool]:
    """The score of each entry that has enough of the concepts of a plan, the best plan."""
    tiers: list[Ways] = [defaultdict(lambda: defaultdict(list)) for _plan in query.plans]
    matches = list(word_table().matches(query.plans, query.lang, CAP))
    for tier, concept, _way, entry, score in matches:
        tiers[tier][entry][concept].append(score)
    scores: dict[int, float] = {}
    for rank, (plan, ways) in enumerate(zip(reversed(query.plans), reversed(tiers), strict=True)):
        scores |= {entry: rank * TIER_STEP + score for entry, score in enough(plan, ways)}
    is_capped = max(Counter(map(itemgetter(0, 1, 2), matches)).values(), default=0) > CAP
    return best(scores) if is_capped else scores, is_capped


def best(scores: dict[int, float]) -> dict[int, float]:
    """No more than the cap: each way had its own newest, and each item takes time to be read."""
    return dict(sorted(scores.items(), key=itemgetter(1, 0), reverse=True)[:CAP])


def enough(plan: Plan, ways: Ways) -> Iterator[tuple[int, float]]:
    """The bonus for a phrase is a concept after the last, which is not counted."""
    last = len(plan.concepts)
    for entry, concepts in ways.items():
        own = [best_of(scores) for number, scores in concepts.items() if number < last]
        if len(own) >= plan.minimum:
            bonus = best_of(concepts[last]) if last in concepts else 0.0
            yield entry, sum(own) * (WHOLE if plan.is_whole(len(own)) else 1) + bonus


def best_of(scores: list[float]) -> float:
    return (1 - TIE) * max(scores) + TIE * sum(scores)
