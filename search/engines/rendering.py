"""A query in the language of Elasticsearch."""

from datetime import datetime
from typing import Any

from elasticsearch.dsl import A, Q, Search

from search.documents import PARTS, column
from search.language import LANGUAGES, Concept, Form
from search.query import FACETS, PAST, UPCOMING, Query, Sort
from search.ranking import LEARNING, LEARNING_BOOST, TIE, UPCOMING_BOOST, weight

#: More options than any facet has; the server's own default is ten.
MOST_OPTIONS = 1000


def render(query: Query) -> dict[str, Any]:
    """The body of a search request."""
    search = Search().query(words(query)).source(False).extra(track_total_hits=True)
    search = search.extra(timeout="800ms").sort(*order(query))
    search = search.post_filter(choices(dict(query.chosen), query.now))
    for facet in FACETS:
        among = A("filter", filter=choices(query.others(facet), query.now))
        among.bucket("codes", options(facet, query.now))
        search.aggs.bucket(facet, among)
    return search[query.offset : query.offset + query.size].to_dict()


def words(query: Query) -> Any:
    if not query.plan:
        return Q("match_all")
    concepts = [concept_query(concept, query.lang) for concept in query.plan.concepts]
    return Q(
        "function_score",
        query=Q("bool", should=concepts, minimum_should_match=query.plan.minimum),
        functions=[
            {"filter": choices({"when": [UPCOMING]}, query.now), "weight": UPCOMING_BOOST},
            {"filter": Q("terms", kind=list(LEARNING)), "weight": LEARNING_BOOST},
        ],
        score_mode="multiply",
        boost_mode="multiply",
    )


def concept_query(concept: Concept, lang: str) -> Any:
    """The best way in which an item has the concept: word, words side by side, or a lemma."""
    exact = weighted(LANGUAGES, lang)
    ways = [
        Q("multi_match", query=" ".join(form), fields=exact, type=match_type(form))
        for form in concept.forms
    ]
    ways += [
        Q("multi_match", query=lemma, fields=weighted((written,), lang, Form.LEMMA))
        for written, lemma in concept.lemmas
    ]
    return Q("dis_max", queries=ways, tie_breaker=TIE)


def match_type(form: tuple[str, ...]) -> str:
    return "best_fields" if len(form) == 1 else "phrase"


def weighted(languages: tuple[str, ...], lang: str, form: Form = Form.WORD) -> list[str]:
    names = [column(part, written, form) for written in languages for part in PARTS]
    return [f"{name}^{weight(name, lang):.4g}" for name in names]


def choices(chosen: dict[str, list[str]], now: datetime) -> Any:
    """One of the codes of a facet, and so for each facet that has any."""
    filters = [
        moment_filter(codes, now) if facet == "when" else Q("terms", **{facet: codes})
        for facet, codes in chosen.items()
        if codes
    ]
    return Q("bool", filter=filters) if filters else Q("match_all")


def moment_filter(codes: list[str], now: datetime) -> Any:
    ranges = {UPCOMING: {"gte": now}, PAST: {"lt": now}}
    return Q("bool", should=[Q("range", end=ranges[code]) for code in codes if code in ranges])


def options(facet: str, now: datetime) -> Any:
    if facet == "when":
        return A("filters", filters={code: moment_filter([code], now) for code in (UPCOMING, PAST)})
    return A("terms", field=facet, size=MOST_OPTIONS)


def order(query: Query) -> list[Any]:
    """Ties go to the newest, then to the key, so that pages do not overlap."""
    newest = {"published": "desc"}
    first: dict[Sort, list[Any]] = {
        Sort.RELEVANCE: ["_score"],
        Sort.DATE: [{"moment": "asc" if query.soonest_first else "desc"}],
        Sort.NEWEST: [],
    }
    return [*first[query.order], newest, "key"]
