"""Where in an item a word stands: in which module, on which page of which document.

Told only of words that title, summary and text do not have: those a reader sees for themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brink.pages.models.card import Card
from brink.pages.parts import PartKind, live_sources
from search import highlight
from search.highlight import Marker
from search.language import Token, tokens
from search.language.words import compose
from search.models import Entry

#: How many words of texts, and then of parts, are looked through for one page of results: each a
#: twentieth of a second.
WORDS_READ = 50_000


@dataclass(frozen=True)
class Place:
    label: str
    path: str
    snippet: SafeString
    lang: str


@dataclass
class Look:
    """How many words are still read for this page, and at most of one text."""

    room: int = WORDS_READ
    most: int = WORDS_READ

    def strike(self, concepts: Sequence[Marker], text: str, lang: str) -> tuple[Marker, ...]:
        """Those that are not met in one walk through the text, which ends when none is left."""
        left, read = tuple(concepts), list[Token]()
        if not left or not self.room:
            return left
        for token in islice(tokens(compose(text)), min(self.room, self.most)):
            self.room -= 1
            read.append(token)
            left = tuple(concept for concept in left if not concept.ends_hit(read, lang))
            if not left:
                break
        return left


@dataclass(frozen=True)
class Asked:
    """An item, and the concepts that are still to be found in its parts."""

    cards: Sequence[Card]
    entry: Entry
    lang: str
    missing: tuple[Marker, ...]

    @property
    def key(self) -> UUID:
        return self.entry.key


def find_places(
    cards: Mapping[UUID, Sequence[Card]], entries: Mapping[UUID, Entry], lang: str, marker: Marker
) -> dict[UUID, Place]:
    """For a reader of `lang` the place of each item that has one.

    Two queries, or none where nothing is to be told.
    """
    look = Look(most=highlight.WORDS_READ)
    rows = [
        Asked(cards[key], entry, lang, missing_in(cards[key], entry, marker, look))
        for key, entry in entries.items()
        if entry.parts and key in cards
    ]
    asked = [row for row in rows if row.missing]
    if not asked:
        return {}
    keys = [row.key for row in asked]
    texts = dict(Entry.objects.filter(key__in=keys).values_list("key", "part_texts"))
    sources = live_sources(keys)
    asked, look = [row for row in asked if row.key in texts], Look()
    found = {row.key: find_place(row, texts[row.key], sources, look) for row in asked}
    return {key: place for key, place in found.items() if place}


def missing_in(
    cards: Sequence[Card], entry: Entry, marker: Marker, look: Look
) -> tuple[Marker, ...]:
    """The concepts that a reader does not see on the page, as far into its texts as `look` goes."""
    short = [(card.title, card.title_lang) for card in cards]
    short += [(card.summary, card.summary_lang) for card in cards]
    missing = marker.concepts
    for text, lang in short:
        missing = Look().strike(missing, text, lang)
    for lang, text in entry.texts.items():
        missing = look.strike(missing, text, lang)
    return missing


def find_place(
    asked: Asked, texts: Sequence[str], sources: set[tuple[UUID, str, str]], look: Look
) -> Place | None:
    """The first of the parts that have most of what is missing, whole words before parts of one."""
    parts = list(zip(asked.entry.parts, texts, strict=True))
    parts = [(part, text) for part, text in parts if is_live(asked, part, sources)]
    whole = tuple(marker.whole for marker in asked.missing if marker.whole)
    return best_place(asked, whole, parts, look) or best_place(asked, asked.missing, parts, look)


def best_place(
    asked: Asked, missing: Sequence[Marker], parts: Sequence[tuple[Any, str]], look: Look
) -> Place | None:
    best, most = None, 0
    for part, text in parts:
        if not look.room or most == len(missing):
            break
        full = f"{part['title']}. {text}" if part["kind"] == PartKind.MODULE else text
        count = len(missing) - len(look.strike(missing, full, part["lang"]))
        if count > most:
            best, most = make_place(asked, missing, part, full), count
    return best


def is_live(asked: Asked, part: Mapping[str, Any], sources: set[tuple[UUID, str, str]]) -> bool:
    """Whether its page is published now, and its file hangs there, is the same and is public."""
    if part["source"]:
        return (asked.key, part["on"], part["source"]) in sources
    return any(card.body_lang == part["on"] for card in asked.cards)


def make_place(
    asked: Asked, missing: Sequence[Marker], part: Mapping[str, Any], text: str
) -> Place:
    marker = Marker.joined(missing)
    snippet = marker.passage(text, part["lang"]) or SafeString("")
    return Place(name(part), address(asked, part), snippet, part["lang"])


def name(part: Mapping[str, Any]) -> str:
    values = {"title": part["title"], "n": part["number"]}
    return {
        PartKind.MODULE: _("module %(n)s: %(title)s"),
        PartKind.PAGE: _("%(title)s, page %(n)s"),
        PartKind.SLIDE: _("%(title)s, slide %(n)s"),
        PartKind.DOCUMENT: "%(title)s",
    }[PartKind(part["kind"])] % values


def address(asked: Asked, part: Mapping[str, Any]) -> str:
    """Its own, or a place on the page that has it, at best where the reader goes anyhow."""
    if not part["path"].startswith("#"):
        return part["path"]
    having = [card for card in asked.cards if card.body_lang == part["on"]]
    card = max(having, key=lambda card: card.lang == asked.lang)
    return f"{card.path}{part['path']}"
