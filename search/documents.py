"""An item as every engine keeps it: ready-made words by column, and the codes it is found by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.utils import timezone

from brink.pages.models.card import Card, Kind
from brink.pages.offer import Offer
from brink.pages.version import NEVER
from search.language import LANGUAGES, Form, Forms, Way, analyse, words
from search.parts import languages, outline, words_in
from search.query import STORED_FACETS

PARTS = ("title", "tags", "body")
#: What an item is about, and does not only mention.
ABOUT = ("title", "tags")
NO_RESULTS = (Kind.HOME, Kind.INDEX)
#: What a result says, and by which `when` is worked out: that a meeting is cancelled.
SHOWN_FACETS = ("status",)
LONGEST_BODY = 100_000  # characters of one language
#: Bytes for the words of each family of columns. PostgreSQL keeps at most a megabyte of words of an
#: item, so what comes after that in a text of very many different words is found by nobody.
ROOM = 160_000
#: What a word takes there beside its letters: once, and each time that it stands in a text.
BESIDE, PLACE = 6, 2


#: Raise it when the columns change, or the words that are written in them: `set_up`, a step of
#: every update, then has the index made anew (`search_rebuild --if-missing`).
EDITION = 6

#: The families of columns of a language. A loose form of English is its lemma; only Dutch writes
#: compounds as one word.
FORMS = {"nl": tuple(Form), "en": (Form.WORD, Form.LEMMA)}


def column(part: str, lang: str, form: Form = Form.WORD) -> str:
    """The name of a column: `title_nl` has words, `title_nl_lemma` their lemmas."""
    return f"{part}_{lang}" if form is Form.WORD else f"{part}_{lang}_{form}"


COLUMNS = tuple(
    column(part, lang, form) for lang in LANGUAGES for form in FORMS[lang] for part in PARTS
)

#: Families with words that somebody may have meant: lemmas and what compounds are made of, too. A
#: lemma of English is a stem, which is no word.
VOCABULARY_FORMS = (
    ("nl", Form.WORD),
    ("en", Form.WORD),
    ("nl", Form.LEMMA),
    ("nl", Form.SIDE),
)
VOCABULARY = tuple(column(part, lang, form) for lang, form in VOCABULARY_FORMS for part in PARTS)

#: Families in which the beginning of a word is looked for, while somebody types.
TITLED_FORMS = (("nl", Form.WORD), ("en", Form.WORD), ("nl", Form.SIDE))


def columns_of(way: Way, parts: Sequence[str] = PARTS) -> list[str]:
    """Where the words of a way may stand."""
    forms = (Form.LEMMA, Form.SIDE) if way.apart else (way.form,)
    return [
        column(part, lang, form)
        for lang in LANGUAGES
        for form in forms
        if way.lang in ("", lang) and form in FORMS[lang]
        for part in parts
        if part in ABOUT or not way.about
    ]


@dataclass(frozen=True)
class Document:
    """`moment` is when it takes place, or else appeared; `end` only of what takes place."""

    key: UUID
    version: int
    facets: dict[str, list[str]]
    columns: dict[str, str]
    texts: dict[str, str]
    published: datetime
    moment: datetime
    end: datetime | None
    parts: list[dict[str, Any]] = field(default_factory=list)
    part_texts: list[str] = field(default_factory=list)
    #: what it is about, in a few words for readers of each language: for a model of sentences
    gist: tuple[str, ...] = ()


def make_document(offer: Offer) -> Document | None:
    """The document of an item; None for pages that only lead to others."""
    if offer.kind in NO_RESULTS:
        return None
    langs = languages(offer.parts)
    return Document(
        key=offer.key,
        version=offer.version,
        facets=make_facets(offer),
        columns=make_columns(offer, langs),
        texts={lang: text[:LONGEST_BODY] for lang, text in offer.texts.items()},
        published=offer.published,
        moment=offer.start or offer.published,
        end=offer.end,
        parts=outline(offer.parts, langs),
        part_texts=[part.text for part in offer.parts],
        gist=tuple(gist(offer, lang) for lang in sorted(offer.cards)),
    )


def gist(offer: Offer, lang: str) -> str:
    card = offer.cards[lang]
    return f"{card.title}. {card.summary} {', '.join(offer.tags.get(lang, []))}"


def make_facets(offer: Offer) -> dict[str, list[str]]:
    moment = offer.start or offer.published
    years = [str(timezone.localtime(moment).year)] if moment > NEVER else []
    own = {"kind": [offer.kind], "lang": sorted(offer.texts), "year": years}
    names = (*STORED_FACETS, *SHOWN_FACETS)
    return {facet: own.get(facet) or offer.facets.get(facet, []) for facet in names}


def make_columns(offer: Offer, langs: Sequence[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for lang in LANGUAGES:
        texts = {
            "title": titles(offer.cards.values(), lang),
            "tags": " ".join(offer.tags.get(lang, [])),
            "body": f"{summaries(offer.cards.values(), lang)} {offer.texts.get(lang, '')}",
        }
        found = {
            part: [analyse(word, lang) for word in words(text[:LONGEST_BODY])]
            for part, text in texts.items()
        }
        found["body"] += [analyse(word, lang) for word in words_in(offer.parts, langs, lang)]
        columns |= fitting_columns(found, lang)
    return columns


def fitting_columns(found: Mapping[str, Sequence[Forms]], lang: str) -> dict[str, str]:
    """The columns of a language by the words of each part; of very many words not all."""
    columns = write_columns(found, lang)
    room = Room(ROOM * len(FORMS[lang]), FORMS[lang])
    # Only where they would not fit even if each stood there once is it worth counting.
    if most_room(columns.values()) > room.left:
        found = {part: list(takewhile(room.takes, forms)) for part, forms in found.items()}
        columns = write_columns(found, lang)
    return columns


def write_columns(found: Mapping[str, Sequence[Forms]], lang: str) -> dict[str, str]:
    return {
        column(part, lang, form): " ".join(in_form(forms, form))
        for part, forms in found.items()
        for form in FORMS[lang]
    }


def most_room(columns: Iterable[str]) -> int:
    """What they take if no word stands there twice, or more."""
    return sum(
        len(text.encode()) + (text.count(" ") + 1) * (BESIDE + PLACE) for text in columns if text
    )


@dataclass
class Room:
    """How many bytes of words of a language an item may still have, in these families."""

    left: int
    families: tuple[Form, ...]
    known: set[tuple[Form, str]] = field(default_factory=set)

    def takes(self, forms: Forms) -> bool:
        """Whether a word still fits, in all its forms; it then takes its place."""
        for form in self.families:
            for word in in_form([forms], form):
                self.left -= PLACE
                if (form, word) not in self.known:
                    self.known.add((form, word))
                    self.left -= len(word.encode()) + BESIDE
        return self.left >= 0


def in_form(found: Iterable[Forms], form: Form) -> list[str]:
    """The words of a column: as many as the text has, or what those are made of, all together."""
    if form is Form.SIDE:
        return [part for forms in found for part in forms.parts]
    return list(map(attrgetter(form.value), found))


def titles(cards: Iterable[Card], lang: str) -> str:
    """Titles by the language they are in, which is not always the reader's; each once."""
    return " ".join(sorted({card.title for card in cards if card.title_lang == lang}))


def summaries(cards: Iterable[Card], lang: str) -> str:
    return " ".join(sorted({card.summary for card in cards if card.summary_lang == lang}))
