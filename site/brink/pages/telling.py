"""What a list of all kinds tells of an item beside its card: when, where, how many modules.

A list knows no content app, so each app says what its kinds tell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from brink.pages.models.card import Card

#: Takes cards of its kinds, at least one; gives the facts of each item by key, few and short. The
#: number of its queries must not depend on the number of cards.
Teller = Callable[[Sequence[Card]], Mapping[UUID, Sequence[str]]]

_tellers: dict[str, Teller] = {}


def tell_with(kinds: Iterable[str], teller: Teller) -> None:
    """Have items of these kinds told of by this function; called in `AppConfig.ready`."""
    _tellers.update(dict.fromkeys(kinds, teller))


def facts_of(cards: Iterable[Card]) -> dict[UUID, list[str]]:
    """The facts of each item, in the reader's language; none for kinds of which nobody tells."""
    groups: dict[Teller, list[Card]] = defaultdict(list)
    for card in cards:
        if teller := _tellers.get(card.kind):
            groups[teller].append(card)
    told = [teller(group) for teller, group in groups.items()]
    return {key: list(filter(None, facts)) for found in told for key, facts in found.items()}
