"""A query in the language of Elasticsearch."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from elasticsearch.dsl import A, Q, Search

from brink.pages.version import NEVER
from search.documents import columns_of
from search.language import Concept, Form, Plan, Way
from search.query import CANCELLED, FACETS, PAST, UPCOMING, Query, Sort, Span
from search.ranking import (
    BODIES,
    BODY_BOOST,
    FIRST_STEP,
    LEARNING,
    LEARNING_BOOST,
    PHRASE_BONUS,
    TIE,
    TIER_STEP,
    UPCOMING_BOOST,
    WHOLE,
    weight,
)

#: When it takes place, in milliseconds; one number beyond all of those for what is over or takes
#: place on no day.
COMES_AT = """
    doc['end'].size() > 0 && doc['end'].value.toInstant().toEpochMilli() >= params.now
        ? doc['moment'].value.toInstant().toEpochMilli() : Long.MAX_VALUE
"""

#: More options than any facet has; the server's own default is ten.
MOST_OPTIONS = 1000


def render(query: Query) -> dict[str, Any]:
    """The body of a search request."""
    search = Search().query(words(query)).source(False).extra(track_total_hits=True)
    search = search.extra(timeout="800ms").sort(*order(query))
    search = search.post_filter(fitting(query, query.chosen))
    for facet in FACETS:
        among = A("filter", filter=fitting(query, query.others(facet)))
        among.bucket("codes", options(facet, query.now))
        search.aggs.bucket(facet, among)
    search.aggs.bucket(
        "matched", "filter", filter=tiers_query(query) if query.plan else Q("match_all")
    )
    return search[query.offset : query.offset + query.size].to_dict()


def words(query: Query) -> Any:
    if not query.plan:
        return Q("match_all")
    return Q("dis_max", queries=[boosted(query), *promoted(query)])


def boosted(query: Query) -> Any:
    return Q(
        "function_score",
        query=tiers_query(query),
        functions=[
            {"filter": choices({"when": [UPCOMING]}, query.now), "weight": UPCOMING_BOOST},
            {"filter": Q("terms", kind=list(LEARNING)), "weight": LEARNING_BOOST},
            {"filter": Q("terms", kind=list(BODIES)), "weight": BODY_BOOST},
        ],
        score_mode="multiply",
        boost_mode="multiply",
    )


def tiers_query(query: Query) -> Any:
    """What any of the plans finds; the better it is, the higher it stands."""
    found = []
    for rank, plan in enumerate(reversed(query.plans)):
        step = Q("constant_score", filter=Q("match_all"), boost=rank * TIER_STEP)
        above = [step] if rank else []
        found.append(Q("bool", must=[plan_query(plan, query.lang)], should=above))
    return Q("dis_max", queries=found)


def promoted(query: Query) -> list[Any]:
    """What comes first whatever its words, in its order, which no boost may change."""
    return [
        Q("constant_score", filter=Q("term", key=str(key)), boost=FIRST_STEP * rank)
        for rank, key in enumerate(reversed(query.first), start=1)
    ]


def plan_query(plan: Plan, lang: str) -> Any:
    concepts = [concept_query(concept, lang) for concept in plan.concepts]
    found = Q("bool", should=concepts, minimum_should_match=plan.minimum)
    if plan.is_whole(len(concepts)):
        found = more_for_all(found, concepts)
    if not plan.phrase:
        return found
    bonus = Way(Form.WORD, plan.phrase, PHRASE_BONUS)
    return Q("bool", must=[found], should=[way_query(bonus, lang)])


def more_for_all(found: Any, concepts: list[Any]) -> Any:
    """As a filter, which costs half of a clause that scores the concepts once more."""
    whole = {"filter": Q("bool", filter=concepts), "weight": WHOLE}
    return Q("function_score", query=found, functions=[whole])


def concept_query(concept: Concept, lang: str) -> Any:
    """The best way in which an item has the concept."""
    return Q("dis_max", queries=[way_query(way, lang) for way in concept.ways], tie_breaker=TIE)


def way_query(way: Way, lang: str) -> Any:
    if way.apart:
        return Q("bool", must=[in_fields(way, term, lang) for term in way.terms], boost=way.weight)
    kind = "best_fields" if len(way.terms) == 1 else "phrase"
    return in_fields(way, " ".join(way.terms), lang, type=kind, boost=way.weight)


def in_fields(way: Way, text: str, lang: str, **options: Any) -> Any:
    """The best field counts, and a little of the others."""
    fields = weighted(way, lang)
    return Q("multi_match", query=text, fields=fields, tie_breaker=TIE, **options)


def weighted(way: Way, lang: str) -> list[str]:
    return [f"{name}^{weight(name, lang):.4g}" for name in columns_of(way)]


def fitting(query: Query, chosen: Mapping[str, list[str]]) -> Any:
    """What fits these choices, and lies in the span that was asked for."""
    return choices(dict(chosen), query.now) & Q("bool", filter=list(bounds(query.span)))


def bounds(span: Span) -> Iterator[Any]:
    """As `Span.holds`."""
    if span:
        yield Q("range", moment={"gt": NEVER})
    if span.since:
        ends = [Q("range", **{field: {"gte": span.since}}) for field in ("moment", "end")]
        yield Q("bool", should=ends)
    if span.until:
        yield Q("range", moment={"lt": span.until})


def choices(chosen: dict[str, list[str]], now: datetime) -> Any:
    """One of the codes of a facet, and so for each facet that has any."""
    filters = [
        moment_filter(codes, now) if facet == "when" else Q("terms", **{facet: codes})
        for facet, codes in chosen.items()
        if codes
    ]
    return Q("bool", filter=filters) if filters else Q("match_all")


def moment_filter(codes: list[str], now: datetime) -> Any:
    found = moments(now)
    return Q("bool", should=[found[code] for code in codes if code in found])


def moments(now: datetime) -> dict[str, Any]:
    """As `found.one_moment`."""
    coming, is_off = Q("range", end={"gte": now}), Q("term", status=CANCELLED)
    past = Q("range", end={"lt": now})
    return {UPCOMING: coming & ~is_off, CANCELLED: coming & is_off, PAST: past}


def options(facet: str, now: datetime) -> Any:
    if facet == "when":
        return A("filters", filters=moments(now))
    return A("terms", field=facet, size=MOST_OPTIONS)


def order(query: Query) -> list[Any]:
    """Ties go to the newest, then to the key, so that pages do not overlap."""
    newest = {"published": "desc"}
    first: dict[Sort, list[Any]] = {
        Sort.RELEVANCE: ["_score"],
        Sort.DATE: [soonest(query.now), {"moment": "desc"}],
        Sort.NEWEST: [],
    }
    return [*first[query.order], newest, "key"]


def soonest(now: datetime) -> dict[str, Any]:
    """What is not over yet, by when it takes place; behind it all else, in no order."""
    script = {"source": COMES_AT, "params": {"now": int(now.timestamp() * 1000)}}
    return {"_script": {"type": "number", "script": script, "order": "asc"}}
