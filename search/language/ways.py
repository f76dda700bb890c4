"""The ways in which an item can have what is looked for, and what each is worth (search.md 4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from search.language.forms import Form, analyse
from search.language.glossary import in_order, is_near, translations
from search.language.guess import guess, is_english
from search.language.stop_words import is_stop_word
from search.language.synonyms import Book, Term
from search.language.words import LANGUAGES

PARTS_APART = 0.4
WORDS_APART = 0.45
SYNONYM = 0.6
TRANSLATION = 0.35
OTHER_PARTS = 0.25
#: Of a word that stands inside another in the text.
INSIDE = 0.5
WEIGHTS = {Form.WORD: 1.0, Form.LEMMA: 0.9, Form.LOOSE: 0.5, Form.SIDE: 0.45}
MOST_PAIRS = 6
#: A single lemma.
PLAIN = (Form.LEMMA, 1)


@dataclass(frozen=True)
class Way:
    """`terms` side by side in one family of columns; `lang` "" is any language.

    With `apart` they may stand anywhere in the item, each as a word or inside another; with
    `about` only in what says what the item is about: its title and tags. `guessed` is by the
    glossary.
    """

    form: Form
    terms: tuple[str, ...]
    weight: float
    lang: str = ""
    apart: bool = False
    about: bool = False
    guessed: bool = False


def quoted_way(words: tuple[str, ...]) -> Way:
    return Way(Form.WORD, words, WEIGHTS[Form.WORD])


def exact_way(word: str, only: str = "") -> Way:
    """One word as it is, and no other form of it."""
    return Way(Form.WORD, (word,), WEIGHTS[Form.WORD], only)


def word_ways(word: str, only: str = "") -> Iterator[Way]:
    """One word: as it is, in its other forms, inside a compound, and a compound by its parts."""
    yield exact_way(word, only)
    for lang in LANGUAGES:
        lemma = analyse(word, lang).lemma
        if only in ("", lang) and not is_empty(lemma, word):
            yield Way(Form.LEMMA, (lemma,), WEIGHTS[Form.LEMMA], lang)
    if only != "en":
        yield from dutch_ways(word)
    if not only:
        yield from shared_ways(word)


def shared_ways(word: str) -> Iterator[Way]:
    """*Producten* is the plural of a word that English has too, with a plural of its own.

    *Gelopen* is none of *loop*. Where the glossary has another word, as for *banden*, it may mean
    something else there.
    """
    lemma = analyse(word, "nl").lemma
    is_plural = word in (f"{lemma}en", f"{lemma}s") and not is_english(word)
    if is_plural and is_english(lemma):
        weight = TRANSLATION if translations(lemma, "nl") else WEIGHTS[Form.LEMMA]
        yield Way(Form.LEMMA, (analyse(lemma, "en").lemma,), weight, "en")


def is_empty(lemma: str, word: str) -> bool:
    """*Mining* must not find each *mine*, which is also a word that says nothing."""
    return is_stop_word(lemma) and not is_stop_word(word)


def dutch_ways(word: str) -> Iterator[Way]:
    forms = analyse(word, "nl")
    yield Way(Form.LOOSE, (forms.loose,), WEIGHTS[Form.LOOSE], "nl")
    yield Way(Form.SIDE, (forms.lemma,), WEIGHTS[Form.SIDE], "nl")
    if forms.parts:
        yield Way(Form.LEMMA, forms.parts, PARTS_APART, "nl", apart=True)


def phrase_ways(words: tuple[str, ...]) -> Iterator[Way]:
    yield Way(Form.WORD, words, WEIGHTS[Form.WORD])
    for lang in LANGUAGES:
        yield Way(Form.LEMMA, lemmas(words, lang), WEIGHTS[Form.LEMMA], lang)


def apart_ways(words: tuple[str, ...]) -> Iterator[Way]:
    """All of the words, wherever they stand."""
    if len(words) > 1:
        for lang in LANGUAGES:
            yield Way(Form.LEMMA, lemmas(words, lang), WORDS_APART, lang, apart=True)


def lemmas(words: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(analyse(word, lang).lemma for word in words)


def other_words(words: Sequence[str], lang: str, book: Book) -> Iterator[Way]:
    """Synonyms; the glossary only for what no group has a word for in the other language.

    A false friend is translated out of the language of the query only.
    """
    terms = book.others(words, lang)
    for term in terms:
        yield from term_ways(term)
    is_told = any(language_of(term) == other(lang) for term in terms)
    if not is_told and len(words) == 1 and words[0] not in book.protected:
        found = list(translated(words[0], lang, book))
        is_of_both = not book.bound_to(words)
        yield from found or (translated(words[0], other(lang), book) if is_of_both else ())


def language_of(term: Term) -> str | None:
    return term.lang or guess(" ".join(term.words))


def term_ways(term: Term) -> Iterator[Way]:
    """English words stand in Dutch texts too, Dutch ones hardly in English."""
    only = "nl" if language_of(term) == "nl" else term.lang
    for lang in LANGUAGES:
        if only in ("", lang):
            yield from weighed(Way(Form.LEMMA, lemmas(term.words, lang), SYNONYM, lang))


def translated(word: str, lang: str, book: Book) -> Iterator[Way]:
    """One that comes late for both words may mean something else (*swim* for *zwembad*): an item
    must be about it.
    """
    lemma = analyse(word, lang).lemma
    for found in translations(lemma, lang, book.struck):
        is_late = not is_near(in_order(lemma, found, lang), book.struck)
        way = Way(Form.LEMMA, (found,), TRANSLATION, other(lang), about=is_late, guessed=True)
        yield from weighed(way)


def weighed(way: Way) -> Iterator[Way]:
    """Another word, and where it stands inside a Dutch compound."""
    yield way
    if way.lang == "nl" and len(way.terms) == 1:
        yield replace(way, form=Form.SIDE, weight=way.weight * INSIDE)


def other_parts(parts: Sequence[str], book: Book) -> Iterator[Way]:
    """The parts of a Dutch compound by other words for them, in Dutch and in English."""
    for lang in LANGUAGES:
        choices = [part_choices(part, lang, book) for part in parts]
        pairs = (tuple(zip(*chosen, strict=True)) for chosen in product(*choices) if chosen)
        others = (pair for pair in pairs if pair[0] != tuple(parts))
        for terms, guesses in islice(others, MOST_PAIRS):
            yield Way(Form.LEMMA, terms, OTHER_PARTS, lang, apart=True, guessed=any(guesses))


def part_choices(part: str, lang: str, book: Book) -> list[tuple[str, bool]]:
    """Lemmas of `lang` for a Dutch part: itself, its synonyms, or else those of the glossary.

    With each whether it is guessed by that.
    """
    own = [(part, False)] if lang == "nl" else []
    if not book.has((part,), "nl"):
        return own or [(found, True) for found in translations(part, "nl", book.struck)]
    ways = [way for term in book.others((part,), "nl") for way in term_ways(term)]
    plain = [way for way in ways if way.lang == lang and (way.form, len(way.terms)) == PLAIN]
    return own + [(way.terms[0], False) for way in plain]


def other(lang: str) -> str:
    return "en" if lang == "nl" else "nl"
