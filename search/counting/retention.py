"""How long counts of queries stay; done each night (`brink.people.privacy.retention`)."""

from datetime import timedelta

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brink.people.privacy.retention import Rule, add_rules
from search.counting.models import AskedQuery

#: What fewer searches than this asked may be a name that somebody typed.
RARE = 3


def old(kept: timedelta) -> QuerySet[AskedQuery]:
    return AskedQuery.objects.filter(day__lt=timezone.localdate() - kept)


def rare(kept: timedelta) -> QuerySet[AskedQuery]:
    """Old rows of queries that were hardly asked in all the time that we know of."""
    same = AskedQuery.objects.filter(query=OuterRef("query"), lang=OuterRef("lang")).order_by()
    number = same.values("query").annotate(number=Sum("searches")).values("number")
    return old(kept).annotate(number=Subquery(number)).filter(number__lt=RARE)


def delete(keys: list[int]) -> None:
    AskedQuery.objects.filter(pk__in=keys).delete()


add_rules(
    Rule(
        "rare-query",
        _("queries that hardly anybody asked"),
        30,
        "One person's words, such as a name; nothing can be learned from them for the site.",
        rare,
        delete,
    ),
    Rule(
        "asked-query",
        _("how often a query was asked"),
        395,
        "Thirteen months, to compare a season with the one before. It says nothing of people.",
        old,
        delete,
    ),
)
