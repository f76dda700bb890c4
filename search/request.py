"""What the address of the page asks for; any address asks for something."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brink.pages.filters import Filters, read_filters
from brink.pages.paging import NUMBER, PAGE_SIZE
from search.dates import DatesForm, read_dates
from search.language import Plan, make_plan
from search.query import FACETS, Query, Sort
from search.ranking import BODIES
from search.rules.memo import current_book, promoted_keys

#: What the field on the page takes; the rest of a longer text is not read.
LONGEST_QUERY = 200
#: Of the values of one parameter.
MOST_VALUES = 50
DEFAULTS = (("q", ""), ("sort", Sort.RELEVANCE.value))

#: What no text has, and no XML may have.
CONTROLS = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Request:
    text: str
    plan: Plan
    filters: Filters
    dates: DatesForm
    sort: Sort
    page: int
    lang: str
    #: choices of the address that there are not
    unknown: Sequence[Pair]

    @cached_property
    def query(self) -> Query:
        return Query(
            plan=self.plan,
            lang=self.lang,
            now=timezone.now(),
            chosen=self.filters.codes,
            sort=self.sort,
            offset=(self.page - 1) * PAGE_SIZE,
            size=PAGE_SIZE,
            span=self.dates.span,
            first=promoted_keys(self.text, self.lang),
        )

    @property
    def days(self) -> list[Pair]:
        return [(name, day.isoformat()) for name, day in self.dates.days.items()]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words was chosen."""
        return bool(self.filters or self.days)

    @property
    def may_have_news(self) -> bool:
        """Whether anything it finds appears on a day, which organisations and groups do not."""
        kinds = self.filters.codes.get("kind")
        return not kinds or not set(kinds) <= set(BODIES)

    @property
    def choices(self) -> list[Pair]:
        return [*chosen_pairs(self.filters), *self.days]

    def address(self, **changes: str) -> str:
        """The query string of the same search, without the number of the page."""
        pairs = [("q", self.text), *self.choices, ("sort", self.sort.value)]
        return encode((name, changes.get(name, value)) for name, value in pairs)

    def without(self, *pairs: Pair) -> str:
        """The address of the page without some of the choices; `?` alone is the page as it is."""
        whole = [("q", self.text), *self.choices, ("sort", self.sort.value)]
        return "?" + encode(pair for pair in whole if pair not in pairs)

    @property
    def clear(self) -> str:
        """The address without any choice."""
        return self.without(*self.choices)

    @property
    def chosen(self) -> list[dict[str, str]]:
        """Each choice in words, with the address without it."""
        codes = [
            {"label": choice.label, "href": self.without((choice.facet, choice.code))}
            for choice in self.filters.chosen
        ]
        words = self.dates.words
        days = [{"label": words[name], "href": self.without((name, d))} for name, d in self.days]
        return [*codes, *days]

    @property
    def hidden(self) -> list[Pair]:
        """What the form of the choices must send along."""
        return [pair for pair in self.filters.rest if pair not in DEFAULTS]


def encode(pairs: Iterable[Pair]) -> str:
    return urlencode([pair for pair in pairs if pair not in DEFAULTS])


def read_request(params: QueryDict) -> Request:
    text = without_controls(params.get("q", ""))[:LONGEST_QUERY]
    typed = without_controls(params.get("sort", ""))
    sort = read_sort(typed)
    lang = get_language() or "nl"
    filters = read_filters(kept(params, text), FACETS)
    return Request(
        text=text,
        plan=make_plan(text, lang, book=current_book()),
        filters=filters,
        dates=read_dates(params),
        sort=sort or Sort.RELEVANCE,
        page=page_number(params.get("page", "")),
        lang=lang,
        unknown=[*([("sort", typed)] if typed and not sort else []), *filters.unknown],
    )


def read_sort(text: str) -> Sort | None:
    return Sort(text) if text in list(Sort) else None


def without_controls(text: str) -> str:
    """One line, as a reader sees it."""
    return " ".join(CONTROLS.sub(" ", text).split())


def kept(params: QueryDict, text: str) -> QueryDict:
    """The parameters that belong to a search; others do not travel along in its addresses."""
    left = QueryDict(mutable=True)
    for name in (*FACETS, "sort"):
        values = params.getlist(name)[:MOST_VALUES]
        left.setlist(name, [value.replace("\x00", "") for value in values])
    left["q"] = text
    return left


def page_number(number: str) -> int:
    if number and not NUMBER.fullmatch(number):
        raise Http404(_("There is no page with that number."))
    return int(number or 1)


def chosen_pairs(filters: Filters) -> list[Pair]:
    return sorted((facet, code) for facet, codes in filters.codes.items() for code in codes)
