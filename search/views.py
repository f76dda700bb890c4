"""The search page."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brink.pages.finding import follow_address
from brink.pages.paging import PAGE_SIZE
from brink.themes.labels import labels
from search.counting.visit import count_search
from search.explaining import explain, may_see
from search.feed import feed_path
from search.findings import Finding, read_findings
from search.highlight import Marker
from search.language import Tier
from search.notes import make_note, make_question
from search.nothing import near_themes, question_address
from search.options import make_groups, unknown_codes
from search.query import Results, Sort
from search.reading import Answer, find_widely
from search.request import LONGEST_QUERY, Request, read_request
from search.suggestions import suggest

#: How long a browser may show them again without asking.
SUGGESTION_SECONDS = 60
DESCRIPTION_SECONDS = 86_400

SORTS = {
    Sort.RELEVANCE: gettext_lazy("Best match"),
    Sort.NEWEST: gettext_lazy("Newest"),
    Sort.DATE: gettext_lazy("Date"),
}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    asked = read_request(request.GET)
    answer = find_widely(asked.query)
    marker = Marker.of(*answer.query.plans)
    findings = read_findings(answer.results.hits, asked.lang, marker, asked.query.first)
    if may_see(request):
        found = explain(answer.results.hits, answer.query)
        findings = [replace(one, explanation=found.get(one.card.key)) for one in findings]
    context = make_context(asked, answer, findings)
    context["sign"] = count_search(request, asked.text, asked.lang, answer)
    response = render(request, "search/results.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What may be meant by what is typed so far, for the list under the field; often nothing."""
    text = request.GET.get("q", "")[:LONGEST_QUERY]
    found = suggest(text, get_language() or "nl")
    response = render(request, "search/suggestions.html", {"suggestions": found})
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=SUGGESTION_SECONDS)
    return response


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """How a browser can search here from its own field (OpenSearch 1.1)."""
    context = {"base": settings.BASE_URL}
    kind = "application/opensearchdescription+xml"
    response = render(request, "search/opensearch.xml", context, content_type=kind)
    patch_cache_control(response, public=True, max_age=DESCRIPTION_SECONDS)
    return response


def make_context(asked: Request, answer: Answer, findings: list[Finding]) -> dict[str, Any]:
    found = answer.results
    total = count_of(found, findings)
    return {
        "asked": asked,
        "findings": findings,
        "status": status(total, asked.text if asked.plan else "", is_capped=found.is_capped),
        "page": page_of(findings, total, asked.page),
        "groups": make_groups(found.facets, asked.filters),
        "sorts": make_sorts(asked),
        "wrong": unknown_codes(asked.unknown),
        "is_fallback": answer.is_fallback,
        "note": make_note(answer),
        "question": make_question(answer),
        "better": f"?{asked.address(q=answer.offer)}",
        "feed": feed_path(asked),
        "follow": follow(asked, found) if answer.query.plan.tier is Tier.EXACT else "",
        **(ways_on(asked) if not total else {}),
    }


def ways_on(asked: Request) -> dict[str, Any]:
    """Where nothing was found: the themes that come close, or else all, and whom to ask."""
    return {
        "near": near_themes(asked.plan),
        "themes": list(labels("theme").values()),
        "ask": question_address(asked.text) if asked.plan else "",
    }


def follow(asked: Request, found: Results) -> str:
    """Where the kinds that were chosen, or else found, can be followed, such as in a calendar.

    Empty where none of them can, or nothing was asked.
    """
    if asked.days or not (asked.plan or asked.filters.codes):
        return ""
    others = {facet: codes for facet, codes in asked.filters.codes.items() if facet != "kind"}
    kinds = asked.filters.codes.get("kind") or found.facets.get("kind", {})
    return follow_address(kinds, asked.text if asked.plan else "", others)


def count_of(found: Results, findings: list[Finding]) -> int:
    """How much was found. An engine may still count what is published no longer.

    Seen whole, the list itself tells. Of a longer one the engine's count stands, or taking off
    what is gone from this page would take away the way to the next.
    """
    return len(findings) if len(found.hits) == found.total else found.total


def page_of(findings: list[Finding], total: int, number: int) -> Page:
    """The page as the component `pagination` knows it; one beyond the last is a 404."""
    pages = Paginator(range(total), PAGE_SIZE)
    if number > pages.num_pages:
        raise Http404(_("There is no page with that number."))
    return Page(findings, number, pages)


def status(total: int, text: str, *, is_capped: bool) -> str:
    if is_capped:
        count = ngettext("At least %(total)d result", "At least %(total)d results", total)
    else:
        count = ngettext("%(total)d result", "%(total)d results", total)
    words = count % {"total": total}
    if text:
        words = _("%(count)s for %(text)s") % {"count": words, "text": text}
    return _("%(status)s; we looked at the newest only") % {"status": words} if is_capped else words


def make_sorts(asked: Request) -> list[dict[str, Any]]:
    """The orders there are; without words nothing matches better than anything else."""
    orders = [sort for sort in Sort if asked.plan or sort is not Sort.RELEVANCE]
    return [
        {
            "label": SORTS[sort],
            "href": f"?{asked.address(sort=sort.value)}",
            "is_current": sort is asked.query.order,
        }
        for sort in orders
    ]
