"""The codes by which items are found, for lists: on their cards, and counted for filters."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from brink.pages.models.card import Card, CardQuerySet, ItemFacet


def attach_facets(cards: Iterable[Card]) -> list[Card]:
    """Put `facet_codes` (facet → codes) on each card, by one query, and return them as a list."""
    cards = list(cards)
    found: dict = defaultdict(lambda: defaultdict(list))
    rows = ItemFacet.objects.filter(key__in={card.key for card in cards}) if cards else ()
    for row in sorted(rows, key=lambda row: row.pk):
        found[row.key][row.facet].append(row.code)
    for card in cards:
        card.facet_codes = dict(found.get(card.key, {}))
    return cards


def facet_counts(cards: CardQuerySet, facet: str) -> dict[str, int]:
    """How many items of `cards` have each code of a facet, by one query; codes of none left out."""
    keys = cards.order_by().values("key")
    counted = ItemFacet.objects.filter(facet=facet, key__in=keys).values_list("code")
    return dict(counted.annotate(items=Count("key", distinct=True)).order_by())
