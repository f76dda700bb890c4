"""What visitors look for, over a period: most asked, not found, and found but not opened."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from search.counting.models import AskedQuery

#: Lines of a list on the page; the file has all.
MOST = 50


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
