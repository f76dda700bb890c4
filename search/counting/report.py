"""What visitors look for, over a period: most asked, not found, and found but not opened."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from search.counting.models import AskedQuery
from search.language.guess import is_known
from search.language.words import compose, tokens
from search.models import Word

#: Lines of a list on the page; the file has all.
MOST = 50
#: Asked so often, on so many days, a query may be shown to others.
OFTEN, SEVERAL_DAYS = 5, 2
LOOKED_AT = 50


@dataclass(frozen=True)
class Line:
    """The numbers of one query in one language, over a period (`AskedQuery`)."""

    query: str
    lang: str
    searches: int
    empty: int
    clicks: int
    ranks: int

    @property
    def rank(self) -> float | None:
        """The place in the list that was opened, on average."""
        return self.ranks / self.clicks if self.clicks else None


def counted(days: int, lang: str = "") -> QuerySet[AskedQuery, Any]:
    """A row for each query of the last so many days, the most asked first."""
    rows = AskedQuery.objects.filter(day__gt=timezone.localdate() - timedelta(days=days))
    if lang:
        rows = rows.filter(lang=lang)
    sums = {name: Sum(name) for name in ("searches", "empty", "clicks", "ranks")}
    found: QuerySet[AskedQuery, Any] = rows.order_by().values("query", "lang").annotate(**sums)
    return found.filter(searches__gt=0).order_by("-searches", "query", "lang")


def without_result(days: int, lang: str = "") -> QuerySet[AskedQuery, Any]:
    return counted(days, lang).filter(empty__gt=0).order_by("-empty", "query", "lang")


def without_click(days: int, lang: str = "") -> QuerySet[AskedQuery, Any]:
    """Something was found, and nobody opened any of it."""
    return counted(days, lang).filter(clicks=0, empty__lt=F("searches"))


def lines(rows: QuerySet[AskedQuery, Any]) -> list[Line]:
    return [Line(**row) for row in rows]


def frequent_queries(prefix: str, lang: str, number: int = 5) -> list[str]:
    """What others often asked that begins so, for suggestions; the most asked first.

    Asked on several days, by which one visitor is not enough; found each time; and with no word
    that neither language nor the index knows, which may be a name.
    """
    begin = " ".join(compose(prefix).casefold().split())
    rows = AskedQuery.objects.filter(query__startswith=begin, lang=lang).order_by()
    found = rows.values("query").annotate(
        asked=Sum("searches"), lost=Sum("empty"), days=Count("day", distinct=True)
    )
    often = found.filter(asked__gte=OFTEN, days__gte=SEVERAL_DAYS, lost=0)
    queries = often.order_by("-asked", "query").values_list("query", flat=True)
    return without_names(list(queries[:LOOKED_AT]))[:number] if begin else []


def without_names(queries: list[str]) -> list[str]:
    """Without those that have a word that nobody knows, or a number."""
    words = {query: [part for token in tokens(query) for part in token.parts] for query in queries}
    strange = {word for found in words.values() for word in found if not is_known(word)}
    ours = set(Word.objects.filter(Q(word__in=strange, items__gt=0)).values_list("word", flat=True))
    unknown = strange - ours
    return [query for query in queries if unknown.isdisjoint(words[query])]
