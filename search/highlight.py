"""Mark what was found, and cut a passage around it. Escape first, mark after."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import islice, repeat

from django.utils.safestring import SafeString, mark_safe

from search.language import LANGUAGES, Form, Forms, Plan, Token, Way, analyse, tokens
from search.language.words import ALIKE, RAW, compose, spell

#: Words of a passage, of them before the first hit, and how far into a text one is looked for.
PASSAGE_WORDS = 34
WORDS_BEFORE = 6
WORDS_READ = 4000


#: Places in a list of tokens: the first and the last of a run.
Run = tuple[int, int]
#: A word that is wanted in a form and a language ("" for any).
Single = tuple[Form, str, str]


@dataclass(frozen=True, slots=True)
class Terms:
    """The words that are wanted in texts of one language, by the form in which they are."""

    words: set[str]
    lemmas: set[str]
    loose: set[str]
    sides: set[str]

    @classmethod
    def of(cls, single: Iterable[Single], lang: str) -> "Terms":
        found = defaultdict[Form, set[str]](set)
        for form, written, term in single:
            if written in ("", lang):
                found[form].add(term)
        return cls(found[Form.WORD], found[Form.LEMMA], found[Form.LOOSE], found[Form.SIDE])

    def have(self, forms: Forms) -> bool:
        """Whether the word, another form of it, or what it is made of is wanted."""
        return (
            forms.word in self.words
            or forms.lemma in self.lemmas
            or forms.loose in self.loose
            or not self.sides.isdisjoint(forms.parts)
        )


@dataclass(frozen=True)
class Wanted:
    """Which words of a text are wanted; in quotes, only exactly these, side by side."""

    single: frozenset[Single]
    phrases: frozenset[tuple[Form, str, tuple[str, ...]]]

    @cached_property
    def terms(self) -> dict[str, Terms]:
        """By language; "" is for texts in no language that we know."""
        return {lang: Terms.of(self.single, lang) for lang in (*LANGUAGES, "")}

    @cached_property
    def ends(self) -> set[str]:
        """The last words of phrases."""
        return {words[-1] for _form, _lang, words in self.phrases}

    @cached_property
    def longest(self) -> int:
        """Words of the longest phrase."""
        return max((len(words) for _form, _lang, words in self.phrases), default=1)

    @cached_property
    def telling(self) -> dict[str, dict[str, bool]]:
        """By language whether a word as it is written may be a hit: texts share most of them."""
        return defaultdict(dict)

    def start(self, text: str, lang: str) -> int | None:
        """Where to begin to read: some words before the first that may be wanted, or end a phrase.

        None without such a word. It only looks up how each word is written, in a tenth of the time
        that reading takes.
        """
        telling = self.telling[lang]
        before = deque[re.Match[str]](maxlen=WORDS_BEFORE + self.longest + 1)
        for found in islice(RAW.finditer(text.translate(ALIKE)), WORDS_READ):
            before.append(found)
            is_telling = telling.get(found[0])
            if is_telling is None:
                is_telling = telling[found[0]] = self.may_be_hit(found[0], lang)
            if is_telling:
                return 0 if len(before) < (before.maxlen or 0) else before[0].start()
        return None

    def may_be_hit(self, written: str, lang: str) -> bool:
        parts, joined = spell(written)
        if not parts:
            return False
        forms = (*parts, joined) if joined else parts
        return self.wants_one_of(forms, lang) or self.may_end(parts[-1], lang)

    def may_end(self, word: str, lang: str) -> bool:
        """Whether this is the last word of a phrase."""
        return bool(self.ends) and (word in self.ends or analyse(word, lang).lemma in self.ends)

    def runs(self, found: Sequence[Token], lang: str) -> list[Run]:
        """Where the wanted words and phrases stand, in order; those that overlap as one."""
        joined: list[Run] = []
        for first, last in sorted([*self.single_runs(found, lang), *self.phrase_runs(found, lang)]):
            if joined and first <= joined[-1][1]:
                first, last = joined[-1][0], max(last, joined.pop()[1])
            joined.append((first, last))
        return joined

    def single_runs(self, found: Sequence[Token], lang: str) -> Iterator[Run]:
        for place, token in enumerate(found):
            if self.wants_one_of(token.forms, lang):
                yield place, place

    def wants_one_of(self, forms: Iterable[str], lang: str) -> bool:
        """Whether one of the forms of a word as it stands in a text is wanted."""
        terms = self.terms.get(lang, self.terms[""])
        return any(map(terms.have, map(analyse, forms, repeat(lang))))

    def phrase_runs(self, found: Sequence[Token], lang: str) -> Iterator[Run]:
        """Side by side as in an index, where `mkb-loket` is two words."""
        parts = [(part, place) for place, token in enumerate(found) for part in token.parts]
        places = [place for _part, place in parts]
        words = tuple(part for part, _place in parts)
        lemmas = tuple(analyse(word, lang).lemma for word in words) if self.phrases else ()
        for form, written, phrase in self.phrases:
            text = words if form is Form.WORD else lemmas
            if written in ("", lang):
                for start in starts(text, phrase):
                    yield places[start], places[start + len(phrase) - 1]


@dataclass(frozen=True)
class Marker(Wanted):
    """Marks what is wanted."""

    #: of each concept by itself
    concepts: tuple["Marker", ...] = ()
    #: the same without words that may stand apart, one of which alone says little
    whole: "Marker | None" = None

    @classmethod
    def of(cls, *plans: Plan) -> "Marker":
        concepts = dict.fromkeys(concept for plan in plans for concept in plan.concepts)
        return cls.joined([cls.of_ways(concept.ways) for concept in concepts])

    @classmethod
    def joined(cls, concepts: Iterable["Marker"]) -> "Marker":
        concepts = tuple(concepts)
        single = frozenset[tuple[Form, str, str]]().union(*(each.single for each in concepts))
        phrases = frozenset[tuple[Form, str, tuple[str, ...]]]()
        return cls(single, phrases.union(*(each.phrases for each in concepts)), concepts)

    @classmethod
    def of_ways(cls, ways: Iterable[Way]) -> "Marker":
        ways = list(ways)
        apart = {
            (form, way.lang, term)
            for way in ways
            if way.apart
            for term in way.terms
            for form in (Form.LEMMA, Form.SIDE)
        }
        together = [way for way in ways if not way.apart]
        single = {(way.form, way.lang, way.terms[0]) for way in together if len(way.terms) == 1}
        phrases = frozenset((w.form, w.lang, w.terms) for w in together if len(w.terms) > 1)
        whole = cls(frozenset(single), phrases)
        return cls(frozenset(single | apart), phrases, whole=whole)

    def mark(self, text: str, lang: str) -> SafeString:
        """The text as safe HTML, with each wanted word or phrase in `<mark>`."""
        text = compose(text)
        if self.start(text, lang) is None:
            return SafeString(escape(text))
        return self.marked(text, list(tokens(text)), lang)

    def marked(self, text: str, found: Sequence[Token], lang: str, start: int = 0) -> SafeString:
        """The same from `start` on, where these are the tokens."""
        return mark_safe("".join(self.pieces(text, found, lang, start)))  # noqa: S308  (escaped)

    def pieces(self, text: str, found: Sequence[Token], lang: str, start: int) -> Iterator[str]:
        for first, last in self.runs(found, lang):
            yield escape(text[start : found[first].start])
            start = found[last].end
            yield f"<mark>{escape(text[found[first].start : start])}</mark>"
        yield escape(text[start:])

    def has_hit(self, text: str, lang: str) -> bool:
        text = compose(text)
        start = self.start(text, lang)
        return start is not None and self.read_to_hit(tokens(text[start:]), lang) is not None

    def read_to_hit(self, rest: Iterator[Token], lang: str) -> list[Token] | None:
        """Tokens up to the first that is wanted, or ends a phrase that is; None without a hit.

        What comes after it is not looked at: texts are long, and a page has twenty of them.
        """
        found: list[Token] = []
        for token in rest:
            found.append(token)
            if self.ends_hit(found, lang):
                return found
        return None

    def ends_hit(self, found: Sequence[Token], lang: str) -> bool:
        """Whether the last of these tokens is wanted, or ends a phrase that is."""
        return self.wants_one_of(found[-1].forms, lang) or self.ends_phrase(found, lang)

    def ends_phrase(self, found: Sequence[Token], lang: str) -> bool:
        is_end = self.may_end(found[-1].parts[-1], lang)
        return is_end and any(self.phrase_runs(found[-self.longest :], lang))

    def passage(self, text: str, lang: str) -> SafeString | None:
        """The words around the first hit, marked; None when the text has no hit."""
        text = compose(text)
        start = self.start(text, lang)
        if start is None:
            return None
        text = text[start:]
        rest = islice(tokens(text), WORDS_READ)
        found = self.read_to_hit(rest, lang)
        if found is None:
            return None
        found += islice(rest, PASSAGE_WORDS)
        first, last = self.runs(found, lang)[0]
        begin = max(0, first - WORDS_BEFORE)
        end = min(len(found), max(begin + PASSAGE_WORDS, last + 1))
        stop, shown = found[end - 1].end, found[begin:end]
        before = SafeString("… " if begin or start else "")
        after = SafeString(escape(" …" if end < len(found) else text[stop : stop + 1].strip()))
        return before + self.marked(text[:stop], shown, lang, shown[0].start) + after


def starts(text: tuple[str, ...], phrase: tuple[str, ...]) -> Iterator[int]:
    length = len(phrase)
    return (n for n in range(len(text) - length + 1) if text[n : n + length] == phrase)
