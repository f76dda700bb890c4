"""What was found, as readers see it: from their cards, never from the index alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brink.pages import moments
from brink.pages.models.card import Card, Kind
from brink.themes.labels import label
from search.highlight import Marker
from search.models import Entry
from search.places import Place, find_places
from search.query import Hit

MOST_THEMES = 2


@dataclass(frozen=True)
class Finding:
    """One item, in the words of the component `result`."""

    card: Card
    title: SafeString
    snippet: SafeString
    snippet_lang: str
    why: str
    place: Place | None = None

    @property
    def name(self) -> str:
        return capfirst(label("kind", self.card.kind))

    @property
    def has_failed(self) -> bool:
        return self.card.kind == Kind.FAILED


def read_findings(hits: Sequence[Hit], lang: str, marker: Marker) -> list[Finding]:
    """The findings that are published at this moment, in the order of the hits; two queries,
    and two more where a word stands in a part only.
    """
    keys = [hit.key for hit in hits]
    cards = live_cards(keys)
    rows = Entry.objects.filter(key__in=keys).defer("part_texts")
    entries = {entry.key: entry for entry in rows}
    places = find_places(cards, entries, lang, marker)
    return [
        replace(
            make_finding(cards[key], entries.get(key, Entry()), lang, marker), place=places.get(key)
        )
        for key in keys
        if key in cards
    ]


def live_cards(keys: Sequence[UUID]) -> dict[UUID, list[Card]]:
    """The cards of each item behind which a page is published at this moment."""
    cards: dict[UUID, list[Card]] = defaultdict(list)
    for card in Card.objects.filter(key__in=keys, page__live=True).order_by("lang"):
        cards[card.key].append(card)
    return cards


def make_finding(cards: Sequence[Card], entry: Entry, lang: str, marker: Marker) -> Finding:
    """An item by its card for the reader, or else that of the other language (it then says so).

    The index may still have the text of a page that was withdrawn a moment ago; only languages in
    which the item has a body now are quoted.
    """
    card = max(cards, key=lambda card: card.lang == lang)
    bodies = {card.body_lang for card in cards}
    texts = {written: text for written, text in entry.texts.items() if written in bodies}
    snippet, written = make_snippet(card, texts, marker)
    return Finding(card, marker.mark(card.title, card.title_lang), snippet, written, why(entry))


def make_snippet(card: Card, texts: dict[str, str], marker: Marker) -> tuple[SafeString, str]:
    """The summary, unless what was looked for stands only in the text, first in the card's own."""
    if not marker.has_hit(card.summary, card.summary_lang):
        for lang in sorted(texts, key=lambda lang: lang != card.body_lang):
            if passage := marker.passage(texts[lang], lang):
                return passage, lang
    return marker.mark(card.summary, card.summary_lang), card.summary_lang


def why(entry: Entry) -> str:
    """When it is or was, whether it is off, and what it is about."""
    themes = [label("theme", code) for code in entry.facets.get("theme", [])[:MOST_THEMES]]
    states = [label("status", code) for code in entry.facets.get("status", [])]
    return " · ".join([*when(entry), *states, *themes])


def when(entry: Entry) -> list[str]:
    if entry.end is None:
        return []
    values: dict[str, Any] = {"day": moments.short_day(timezone.localtime(entry.moment))}
    words = _("Was on %(day)s") if entry.end < timezone.now() else _("On %(day)s")
    return [words % values]
