"""What was found, as readers see it: from their cards, never from the index alone."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from brink.pages.models.card import Card, Kind
from brink.pages.telling import facts_of
from brink.themes.labels import label
from search.explaining import Explanation
from search.highlight import Marker
from search.models import Entry
from search.places import Place, find_places
from search.query import CANCELLED, Hit

#: Of which facets a result names how many.
SHOWN = (("sector", 1), ("theme", 2))


@dataclass(frozen=True)
class Finding:
    """One item, in the words of the component `result`."""

    card: Card
    title: SafeString
    snippet: SafeString
    snippet_lang: str
    facts: list[str]
    why: str
    place: Place | None = None
    #: for who comes into the admin
    explanation: Explanation | None = None
    is_promoted: bool = False
    is_cancelled: bool = False

    @property
    def name(self) -> str:
        return capfirst(label("kind", self.card.kind))

    @property
    def has_failed(self) -> bool:
        return self.card.kind == Kind.FAILED

    @property
    def detail(self) -> str:
        """In one line, also that it is off: for where no label says so."""
        off = label("status", CANCELLED) if self.is_cancelled else ""
        return " · ".join(filter(None, (off, self.why)))


def read_findings(
    hits: Sequence[Hit], lang: str, marker: Marker, first: Collection[UUID] = ()
) -> list[Finding]:
    """The findings that are published at this moment, in the order of the hits.

    Two queries, two more where a word stands in a part only, and those of the kinds among them,
    whatever the number of hits. `first` are those that editors put first.
    """
    keys = [hit.key for hit in hits]
    cards = live_cards(keys)
    rows = Entry.objects.filter(key__in=keys).defer("part_texts", "vectors")
    entries = {entry.key: entry for entry in rows}
    facts = facts_of(found[0] for found in cards.values())
    places = find_places(cards, entries, lang, marker)
    return [
        replace(
            make_finding(cards[key], entries.get(key, Entry()), facts.get(key, []), lang, marker),
            place=places.get(key),
            is_promoted=key in first,
        )
        for key in keys
        if key in cards
    ]


def live_cards(keys: Sequence[UUID]) -> dict[UUID, list[Card]]:
    """The cards of each item that is published at this moment."""
    cards: dict[UUID, list[Card]] = defaultdict(list)
    for card in Card.objects.live().filter(key__in=keys).order_by("lang"):
        cards[card.key].append(card)
    return cards


def make_finding(
    cards: Sequence[Card], entry: Entry, facts: list[str], lang: str, marker: Marker
) -> Finding:
    """An item by its card for the reader, or else that of the other language (it then says so).

    Quoted is only the text that the card leads to: the index may still have that of a page that was
    withdrawn a moment ago.
    """
    card = max(cards, key=lambda card: card.lang == lang)
    snippet, written = make_snippet(card, entry.texts.get(card.body_lang, ""), marker)
    title = marker.mark(card.title, card.title_lang)
    off = entry.is_cancelled
    return Finding(card, title, snippet, written, facts, why(entry), is_cancelled=off)


def make_snippet(card: Card, text: str, marker: Marker) -> tuple[SafeString, str]:
    """The summary, unless what was looked for stands only in the text."""
    has_summary = marker.has_hit(card.summary, card.summary_lang)
    if not has_summary and (passage := marker.passage(text, card.body_lang)):
        return passage, card.body_lang
    return marker.mark(card.summary, card.summary_lang), card.summary_lang


def why(entry: Entry) -> str:
    """Whether it was moved, its sector, and what it is about. That it is off has a label."""
    states = entry.facets.get("status", [])
    codes = [("status", code) for code in states if code != CANCELLED]
    for facet, most in SHOWN:
        codes += [(facet, code) for code in entry.facets.get(facet, [])[:most]]
    return " · ".join(label(facet, code) for facet, code in codes)
