"""The codes by which items are found, on their cards for lists."""

from collections import defaultdict
from collections.abc import Iterable

from brink.pages.models.card import Card, ItemFacet


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
