"""What a query is about, one thing at a time: a word, or several that mean one thing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from search.language.compounds import joined, parts
from search.language.guess import guess, is_dutch, is_english
from search.language.stop_words import is_stop_word
from search.language.synonyms import Book, plain, spellings, written
from search.language.ways import (
    Way,
    apart_ways,
    exact_way,
    other_parts,
    other_words,
    phrase_ways,
    quoted_way,
    word_ways,
)
from search.language.words import Token, tokens

MOST_WAYS = 30


@dataclass(frozen=True)
class Concept:
    """One thing that is looked for, in all ways that count as it.

    `words` are those of the query, normalised; in quotes only they count.
    """

    ways: tuple[Way, ...]
    words: tuple[str, ...] = ()
    is_quoted: bool = False


def make_concept(ways: Iterable[Way], words: tuple[str, ...]) -> Concept:
    """The same way twice counts once, as what it is worth at most."""
    found: dict[Way, Way] = {}
    for way in ways:
        place = replace(way, weight=0, guessed=False, about=False)
        if place not in found or found[place].weight < way.weight:
            found[place] = way
    return Concept(tuple(found.values())[:MOST_WAYS], words)


@dataclass(frozen=True)
class Reader:
    """What a query is read with: the language it is in, or else that of who asks, and the rules."""

    lang: str
    book: Book

    @classmethod
    def of(cls, text: str, lang: str, book: Book) -> "Reader":
        """False friends do not tell which language it is (*file*); a form may (*kinderen*)."""
        found = [plain([token]) for token in tokens(text)]
        telling = [w for words in found if not is_false_friend(words, book) for w in words]
        return cls(guess(" ".join(telling)) or lang, book)

    def concepts(self, text: str, *, keep_all: bool) -> Iterator[Concept]:
        """A concept a thing, without stop words; with them if there is nothing else to go by."""
        found = list(tokens(text))
        telling = list(self.told(found))
        if telling or not keep_all:
            yield from telling
        else:
            yield from (self.word(token) for token in found)

    def told(self, found: Sequence[Token]) -> Iterator[Concept]:
        place = 0
        while place < len(found):
            length, concept = self.at(found[place:])
            if concept:
                yield concept
            place += length

    def at(self, found: Sequence[Token]) -> tuple[int, Concept | None]:
        """The concept at the beginning, and how many words it takes: the longest that is known."""
        for length in range(min(self.book.longest, len(found)), 1, -1):
            if concept := self.term(found[:length]):
                return length, concept
        if len(found) > 1 and (concept := self.compound(*found[:2])):
            return 2, concept
        if is_stop(found[0]):
            return 1, None
        return 1, self.word(found[0])

    def term(self, found: Sequence[Token]) -> Concept | None:
        """Several words that mean one thing (*best practice*)."""
        for words in written(found):
            if len(words) > 1 and self.book.has(words, self.lang):
                telling = tuple(word for word in words if not is_stop_word(word))
                ways = [*phrase_ways(words), *apart_ways(telling)]
                return make_concept((*ways, *self.others(words)), words)
        return None

    def compound(self, left: Token, right: Token) -> Concept | None:
        """Two words that Dutch writes as one (*personeels tekort*)."""
        if left.joined or right.joined or is_stop(right):
            return None
        words = left.parts[0], right.parts[0]
        whole = self.whole(*words)
        if not whole or (is_stop(left) and not parts(whole)):
            return None
        ways = [*self.forms(whole), *phrase_ways(words), *apart_ways(words)]
        return make_concept([*ways, *self.others((whole,)), *self.parts(whole)], words)

    def whole(self, left: str, right: str) -> str | None:
        """A group may have a word that no lexicon has (*innovatiescan*)."""
        known = (word for word in (left + right, f"{left}s{right}") if self.book.has((word,), "nl"))
        return next(known, None) or joined(left, right)

    def word(self, token: Token) -> Concept:
        ways: list[Way] = []
        bound = self.bound(token)
        for words in spellings(token):
            ways += self.forms(words[0], bound) if len(words) == 1 else phrase_ways(words)
        for words in spellings(token):
            ways += self.others(words)
        ways += self.parts(spellings(token)[0][0])
        if self.may_split(token):
            ways += apart_ways(token.parts)
        return make_concept(ways, spellings(token)[0])

    def may_split(self, token: Token) -> bool:
        is_long = len(token.parts) > 1 and all(len(part) > 2 for part in token.parts)
        return is_long and token.joined not in self.book.protected

    def forms(self, word: str, only: str = "") -> Iterable[Way]:
        """The forms of a word; only itself where editors protect it."""
        if word in self.book.protected:
            return [exact_way(word, only)]
        return word_ways(word, only)

    def bound(self, token: Token) -> str:
        """A false friend is looked for in its own language only."""
        return self.lang if self.book.bound_to(spellings(token)[0]) else ""

    def parts(self, word: str) -> Iterator[Way]:
        return other_parts(() if word in self.book.protected else parts(word), self.book)

    def others(self, words: Sequence[str]) -> tuple[Way, ...]:
        return tuple(other_words(words, self.lang, self.book))


def quote(found: Sequence[Token]) -> Concept | None:
    """Words in quotes: exactly these, side by side."""
    if len(found) == 1:
        ways = tuple(quoted_way(words) for words in spellings(found[0]))
        return Concept(ways, found[0].parts, is_quoted=True)
    words = tuple(part for token in found for part in token.parts)
    return Concept((quoted_way(words),), words, is_quoted=True) if words else None


def is_false_friend(words: Sequence[str], book: Book) -> bool:
    """Whether both languages have it as it stands here, each with a meaning of its own."""
    return bool(book.bound_to(words)) and all(is_dutch(w) and is_english(w) for w in words)


def is_stop(token: Token) -> bool:
    return not token.joined and is_stop_word(token.parts[0])
