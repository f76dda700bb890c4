"""Events as lists and feeds show them: facts, words of the reader's language, labels.

Three queries whatever the number: the events (the caller's), their cards, their facets.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from brink.pages.models import Card, ItemFacet
from brink.themes.labels import label
from events.admission import Admission, admission
from events.models import Event
from events.models.queryset import EventQuerySet
from events.numbering import numbered, pattern_of

#: What a reader can filter by, in the order of the form.
FACETS = ("type", "theme", "region", "presence", "sector", "lang", "organiser")

Codes = Mapping[str, list[str]]


@dataclass(frozen=True)
class EventRow:
    """An event for readers of one language. `event.place` should be joined by the caller."""

    event: Event
    card: Card
    codes: Codes = field(default_factory=dict)
    #: all meetings of its series in their order, itself among them, where somebody asked for them
    sittings: tuple[Event, ...] = ()

    @property
    def title(self) -> str:
        """What it is called; in a series that numbers its meetings with that, if `sittings` are."""
        pattern = pattern_of(self.event, self.card.title_lang)
        return numbered(self.card.title, pattern, self.event, self.sittings)

    @property
    def slug(self) -> str:
        return self.card.slug

    @property
    def type(self) -> str:
        """The label of its type, in the active language."""
        return next(iter(self.labels("type")), "")

    @property
    def themes(self) -> list[str]:
        return self.labels("theme")

    def labels(self, facet: str, lang: str | None = None) -> list[str]:
        return [label(facet, code, lang) for code in self.codes.get(facet, [])]

    @property
    def admission(self) -> Admission:
        return admission(self.event)

    @property
    def ahead(self) -> int:
        """How many wait before who signs up now, though a place is free; 0 where one has room.

        Held both ways it is the fewest at a kind that has a free place.
        """
        if self.admission is not Admission.FULL:
            return 0
        left = [seat for seat in self.event.seats if self.event.free_of(seat) != 0]
        return min((self.event.waiting_of(seat) for seat in left), default=0)

    @property
    def notice(self) -> str:
        """What readers must know of a change, in their language if it was written in it."""
        return self.event.notice_for(self.card.lang)[0]

    @property
    def notice_lang(self) -> str:
        return self.event.notice_for(self.card.lang)[1]


def event_rows(
    events: Iterable[Event], lang: str, cards: Iterable[Card] | None = None
) -> list[EventRow]:
    """The events with their cards for readers of `lang`, in the order given; two queries.

    One query when the caller has the `cards` already.

    An event without a card (its page was taken off meanwhile) is left out.
    """
    keys = keys_of(events)
    if cards is None:
        cards = Card.objects.in_language(lang).filter(key__in=keys)
    found = {card.key: card for card in cards}
    codes = codes_of(ItemFacet.objects.filter(key__in=keys))
    return [
        EventRow(event, found[event.key], codes.get(event.key, {}))
        for event in events
        if event.key in found
    ]


def keys_of(events: Iterable[Event]) -> Any:
    """Their keys; of a queryset as a subquery, since a statement has room for so many numbers."""
    if isinstance(events, EventQuerySet):
        return events.order_by().values("key")
    return [event.key for event in events]


def event_row(event: Event, lang: str, card: Card | None = None) -> EventRow | None:
    """One event for readers of `lang`; None once its page is off the site."""
    card = card or Card.objects.filter(key=event.key, lang=lang).first()
    if card is None:
        return None
    codes = codes_of(ItemFacet.objects.filter(key=event.key))
    return EventRow(event, card, codes.get(event.key, {}))


def codes_of(facets: Any) -> dict[UUID, Codes]:
    """Facet rows as key → facet → codes, in one order for ever; one query."""
    found: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, facet, code in facets.order_by("pk").values_list("key", "facet", "code"):
        found[key][facet].append(code)
    return {key: dict(codes) for key, codes in found.items()}
