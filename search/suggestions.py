"""What a reader may mean while still typing: titles, names, themes, kinds, what others ask.

Titles come from the index in the database, which has their words ready-made (accents folded,
compounds taken apart), also where a server answers searches. Only what is published now is shown,
and nothing that is cancelled.
A browser keeps that for a minute (`search.views.suggestions`), so it may show a title for that long
after it was withdrawn.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brink.pages.models.card import Card, ItemFacet
from brink.themes.labels import Term, label, labels
from search.documents import NO_RESULTS
from search.engines.embedded import word_table
from search.language import analyse, words
from search.models import Entry
from search.query import CANCELLED
from search.ranking import BODIES

MOST = 8
#: Of themes and kinds together, and of each source: titles always get a place.
MOST_OF_A_SOURCE = 3
#: Fewer letters would fit nearly everything.
SHORTEST = 2
MOST_WORDS = 6
#: Of more titles that have the words, the newest are looked at; of names of bodies so many too.
MOST_CANDIDATES = 100


@dataclass(frozen=True)
class Suggestion:
    """Where it leads, and what it is: "Theme", "Case study"."""

    text: str
    href: str
    name: str
    lang: str = ""


#: Takes the text typed, of which the last word may go on, and the reader's language.
Source = Callable[[str, str], Iterable[Suggestion]]
_sources: list[Source] = []


def suggest_with(source: Source) -> None:
    """Have suggestions of this source follow the themes; called in `AppConfig.ready`.

    Anybody sees them: they may hold nothing about a person and nothing unpublished.
    """
    if source not in _sources:
        _sources.append(source)


def suggest(text: str, lang: str) -> list[Suggestion]:
    """The best first, at most eight; none for a text that is too short to say anything."""
    typed = words(text)[:MOST_WORDS]
    if not typed or len("".join(typed)) < SHORTEST:
        return []
    sources = [suggest_choices(typed, lang), *(source(text, lang) for source in _sources)]
    found = [one for source in sources for one in islice(source, MOST_OF_A_SOURCE)]
    return [*found, *suggest_titles(typed, lang, MOST - min(len(found), MOST))][:MOST]


def suggest_choices(typed: list[str], lang: str) -> Iterator[Suggestion]:
    """Themes and kinds by the words of their labels; each leads to a search among it."""
    for facet, name in (("theme", _("Theme")), ("kind", _("Kind"))):
        for code, term in labels(facet).items():
            if code not in NO_RESULTS and fits(typed, term, lang):
                href = f"{reverse('search:results')}?{urlencode({facet: code})}"
                yield Suggestion(capfirst(term.label()), href, name)


def fits(typed: list[str], term: Term, lang: str) -> bool:
    """Whether each word typed begins a word of the label or of another name of the term."""
    names = [term.label(lang), *getattr(term, "aliases", [])]
    return any(begins(typed, [(word,) for word in words(name)]) for name in names)


def begins(typed: list[str], found: list[tuple[str, ...]]) -> bool:
    """Whether each word typed begins a word of its own, or what that is made of."""
    left = list(found)
    for start in sorted(typed, key=len, reverse=True):
        word = next((word for word in left if any(one.startswith(start) for one in word)), None)
        if word is None:
            return False
        left.remove(word)
    return True


def suggest_titles(typed: list[str], lang: str, room: int) -> list[Suggestion]:
    """Titles that begin with what was typed, then those that have it; two queries.

    Bodies have no day by which they would come among the newest, so they get places of their own.
    """
    cards = titled(typed, lang)
    bodies = best(typed, cards.filter(kind__in=BODIES))[: min(room // 2, MOST_OF_A_SOURCE)]
    pages = best(typed, cards.exclude(kind__in=BODIES))[: room - len(bodies)]
    return [
        Suggestion(card.title, card.path, capfirst(label("kind", card.kind)), card.title_lang)
        for _rank, card in sorted([*pages, *bodies], key=itemgetter(0))
    ]


def titled(typed: list[str], lang: str) -> QuerySet[Card]:
    """What is published now, goes on and has the words in its title, the newest first."""
    entries = word_table().titled(typed)
    off = ItemFacet.objects.filter(facet="status", code=CANCELLED)
    return (
        Card.objects.in_language(lang)
        .live()
        .filter(key__in=Entry.objects.filter(entries).values("key"))
        .exclude(kind__in=NO_RESULTS)
        .exclude(key__in=off.values("key"))
        .newest()
    )


def best(typed: list[str], cards: QuerySet[Card]) -> list[tuple[int, Card]]:
    """Those of the candidates that fit, with their rank, the best first."""
    ranked = ((rank(typed, card), card) for card in cards[:MOST_CANDIDATES])
    return sorted(((at, card) for at, card in ranked if at is not None), key=itemgetter(0))


def rank(typed: list[str], card: Card) -> int | None:
    """In the order typed from the beginning, as words somewhere, inside of words; else None.

    An entry has the titles of both languages; a reader sees one.
    """
    found = words(card.title)
    pairs = zip(typed, found, strict=False)
    if len(found) >= len(typed) and all(word.startswith(start) for start, word in pairs):
        return 0
    if begins(typed, [(word,) for word in found]):
        return 1
    inside = [(word, *analyse(word, card.title_lang).parts) for word in found]
    return 2 if begins(typed, inside) else None
