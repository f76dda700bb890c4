"""Why a result stands where it does, for editors: which words it has, in which form, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from search.engines.embedded import word_table
from search.fitting import Columns, ways_in
from search.language import Concept, Form, Plan, Tier, Way
from search.language.ways import INSIDE, SYNONYM
from search.models import Entry
from search.query import Hit, Query
from search.ranking import (
    BODIES,
    BODY_BOOST,
    LEARNING,
    LEARNING_BOOST,
    UPCOMING_BOOST,
    WHOLE,
    weight,
)

MOST_WAYS = 4


@dataclass(frozen=True)
class Reason:
    """A way in which the item has what was looked for, and what it is worth in that place."""

    typed: str
    found: str
    form: str
    place: str
    worth: float


@dataclass(frozen=True)
class Explanation:
    tier: str
    #: none of what editors put first
    score: float | None
    reasons: list[Reason]
    factors: list[str]


def may_see(request: HttpRequest) -> bool:
    """Whoever comes into the admin. Of who has no session nothing is asked."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and request.user.has_perm("wagtailadmin.access_admin")


def explain(hits: Sequence[Hit], query: Query) -> dict[UUID, Explanation]:
    """By item. Read from the index in the database, which has the same words as a server."""
    rows = Entry.objects.filter(key__in=[hit.key for hit in hits]).defer("vectors")
    entries = {entry.pk: entry for entry in rows}
    found = {hit.key: hit for hit in hits}
    return {
        entries[pk].key: explain_one(entries[pk], columns, found[entries[pk].key], query)
        for pk, columns in word_table().read(list(entries))
    }


def explain_one(entry: Entry, columns: Columns, hit: Hit, query: Query) -> Explanation:
    plan = next((plan for plan in query.plans if has_enough(plan, columns)), query.plan)
    reasons = [
        reason
        for concept in plan.concepts
        for reason in reasons_of(concept, columns, query.lang)[:MOST_WAYS]
    ]
    if entry.key in query.first:
        return Explanation(_("Chosen by the editors"), None, reasons, [])
    told = [*wholeness(plan, columns), *factors(entry, query), *nearness(hit)]
    return Explanation(tier_name(plan.tier), hit.score, reasons, told)


def has_enough(plan: Plan, columns: Columns) -> bool:
    return concepts_in(plan, columns) >= plan.minimum


def concepts_in(plan: Plan, columns: Columns) -> int:
    return sum(any(ways_in(concept, columns)) for concept in plan.concepts)


def reasons_of(concept: Concept, columns: Columns, lang: str) -> list[Reason]:
    """What is worth most first."""
    found = [
        Reason(
            " ".join(concept.words),
            " ".join(way.terms),
            form_name(way),
            place,
            way.weight * weight(place, lang),
        )
        for way, places in ways_in(concept, columns)
        for place in places
    ]
    return sorted(found, key=lambda reason: -reason.worth)


def form_name(way: Way) -> str:
    """Where a way comes from; of synonyms their weight tells."""
    if way.weight in (SYNONYM, SYNONYM * INSIDE):
        return _("synonym")
    if way.guessed:
        return _("glossary")
    if way.apart:
        return _("parts, apart")
    names = {
        Form.WORD: _("word"),
        Form.LEMMA: _("other form of the word"),
        Form.LOOSE: _("loose stem"),
        Form.SIDE: _("part of a word"),
    }
    return names[way.form]


def tier_name(tier: Tier) -> str:
    names = {
        Tier.EXACT: _("exact: the words as they were typed"),
        Tier.TYPOS: _("typos: words put right"),
        Tier.LOOSE: _("loose: some of the words"),
    }
    return names[tier]


def wholeness(plan: Plan, columns: Columns) -> Iterable[str]:
    if plan.is_whole(concepts_in(plan, columns)):
        yield _("× %(n)s: it has all that was asked for") % {"n": WHOLE}


def factors(entry: Entry, query: Query) -> Iterable[str]:
    if entry.end is not None and entry.end >= query.now and not entry.is_cancelled:
        yield _("× %(n)s: it is to come") % {"n": UPCOMING_BOOST}
    if set(entry.facets.get("kind", [])) & set(LEARNING):
        yield _("× %(n)s: one can learn from it") % {"n": LEARNING_BOOST}
    if set(entry.facets.get("kind", [])) & set(BODIES):
        yield _("× %(n)s: it is an organisation or a research group") % {"n": BODY_BOOST}


def nearness(hit: Hit) -> Iterable[str]:
    if hit.near:
        values = {"n": number_format(hit.near.cosine, 2), "place": hit.near.place}
        yield _("Near in meaning: %(n)s; by its words alone it had place %(place)s") % values
