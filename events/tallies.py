"""How many came, by role and kind of organisation: numbers that stay when names are gone."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from brink.people.models import Organisation
from events.models import Event, Registration

NAMED = Organisation.objects.filter(name__iexact=OuterRef("organisation")).order_by("pk")
#: The kind of somebody's organisation: as noted, of the one we know, or of the one they typed.
KIND = Coalesce(
    NullIf(F("organisation_kind"), Value("")),
    F("person__organisation__kind"),
    Subquery(NAMED.values("kind")[:1]),
    Value(""),
)


def tally(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Of each event, state, role and kind how many there were, and how many of them came in."""
    rows = Registration.objects.filter(event__in=events).order_by()
    grouped = rows.annotate(kind=KIND).values("event", "state", "role", "kind")
    counted = grouped.annotate(
        number=Count("pk"), came=Count("pk", filter=Q(checked_in__isnull=False))
    )
    return [dict(row) for row in counted.order_by("event", "state", "role", "kind")]
