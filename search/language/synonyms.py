"""Words that mean the same, as groups that people can read and write (`data/synonyms.txt`)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from search.language.lemmas import lemma
from search.language.lexicon import DATA, once
from search.language.stop_words import STOP_WORDS
from search.language.words import LANGUAGES, NAMES, Token, compose, tokens

CAPITALS = "capitals"
MOST_WORDS = 8
MOST_TERMS = 30

#: A term as it is looked up: in which language its words are lemmas ("" for as they are), and they.
Key = tuple[str, tuple[str, ...]]

_ = str  # marks a text for translation: who shows a `RuleError` translates it


class RuleError(ValueError):
    """A line that is no rule, with the reason in words for who wrote it.

    `message` is English, to be translated before `values` are filled in.
    """

    def __init__(self, message: str, **values: str) -> None:
        self.message, self.values = message, values
        super().__init__(message % values)


@dataclass(frozen=True)
class Term:
    """One word, or several side by side; with `lang` only where text or query is in that."""

    words: tuple[str, ...]
    lang: str = ""


@dataclass(frozen=True)
class Rule:
    """Each of `left` also finds the rest of `left`, and all of `right`."""

    left: tuple[Term, ...]
    right: tuple[Term, ...] = ()

    def others(self, term: Term) -> Iterator[Term]:
        return (other for other in (*self.left, *self.right) if other.words != term.words)


class Book:
    """All rules, found by any form of the words of a term.

    `struck` are pairs (Dutch, English) of lemmas that the glossary has wrong. `protected` words are
    looked for as they stand in the query, and as a group has them: not in another form, not by
    their parts, not by a translation. An index is not made anew for that. What it holds of these
    words stays, so somebody who asks for a part of one still finds it.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        *,
        struck: Collection[tuple[str, str]] = (),
        protected: Collection[str] = (),
    ) -> None:
        self.rules = tuple(rules)
        self.struck, self.protected = frozenset(struck), frozenset(protected)
        self.entries: Mapping[Key, list[tuple[Term, Rule]]] = make_entries(self.rules)
        self.longest = max((len(words) for _lang, words in self.entries), default=0)

    def merged(self, extra: Iterable[str]) -> "Book":
        """This book with more rules, a line each. Raises RuleError."""
        more = [parse_rule(line) for line in extra]
        return Book([*self.rules, *more], struck=self.struck, protected=self.protected)

    def others(self, words: Sequence[str], lang: str) -> tuple[Term, ...]:
        """What else may be said for these words in a query in `lang`; the terms in their order."""
        found = [
            other
            for term, rule in self.found(words)
            if term.lang in ("", lang)
            for other in rule.others(term)
        ]
        return tuple(dict.fromkeys(found))

    def has(self, words: Sequence[str], lang: str) -> bool:
        return any(term.lang in ("", lang) for term, _rule in self.found(words))

    def bound_to(self, words: Sequence[str]) -> str:
        """The language in which these words have a meaning of their own; empty for most."""
        return next((term.lang for term, _rule in self.found(words) if term.lang), "")

    def found(self, words: Sequence[str]) -> list[tuple[Term, Rule]]:
        if len(words) > self.longest:
            return []
        pairs = [pair for key in keys_of(words) for pair in self.entries.get(key, ())]
        return list(dict.fromkeys(pairs))


def make_entries(rules: Sequence[Rule]) -> Mapping[Key, list[tuple[Term, Rule]]]:
    entries: dict[Key, list[tuple[Term, Rule]]] = defaultdict(list)
    for rule in rules:
        for term in rule.left:
            for key in keys_of(term.words):
                if key[0] in ("", term.lang) or not term.lang:
                    entries[key].append((term, rule))
    return dict(entries)


def keys_of(words: Sequence[str]) -> list[Key]:
    forms = [(lang, tuple(lemma(word, lang) for word in words)) for lang in LANGUAGES]
    return [("", tuple(words)), *forms]


@once
def own_book() -> Book:
    """The rules that come with the product."""
    lines = (DATA / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    return Book(parse_rule(line) for line in lines if line.strip() and not line.startswith("#"))


def parse_rule(line: str) -> Rule:
    """Read one line; raises RuleError with what is wrong with it."""
    sides = compose(line).split(">")
    if len(sides) > 2:
        raise RuleError(_("Use “>” once at most: what stands left of it also finds what is right."))
    left, *right = [parse_terms(side) for side in sides]
    terms = dict.fromkeys([*left, *(right[0] if right else ())])
    if len(terms) == 1 and not left[0].lang:
        raise RuleError(_("“%(term)s” stands alone: write at least two terms."), term=line.strip())
    if len(terms) > MOST_TERMS:
        raise RuleError(
            _("These are too many terms for one group: %(most)s at most."), most=str(MOST_TERMS)
        )
    return Rule(left, right[0] if right else ())


def parse_terms(side: str) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(parse_term(term.strip()) for term in side.split(",")))


def parse_term(text: str) -> Term:
    """`best practice`, `stage@nl`, `it@capitals`."""
    if not text:
        raise RuleError(_("There is nothing between two commas, or at an end of the line."))
    written, at, mark = text.partition("@")
    found = list(tokens(written))
    words = spellings(found[0])[0] if len(found) == 1 else plain(found)
    if not words:
        raise RuleError(_("There is no word in “%(term)s”."), term=text)
    if len(words) > MOST_WORDS:
        raise RuleError(
            _("“%(term)s” is too long: write %(most)s words at most."),
            term=text,
            most=str(MOST_WORDS),
        )
    if mark not in ("", CAPITALS, *LANGUAGES) or (at and not mark):
        raise RuleError(_("We do not know “@%(mark)s”. Write @nl, @en or @capitals."), mark=mark)
    return capitals(words, text) if mark == CAPITALS else plain_term(words, mark, text)


def plain_term(words: tuple[str, ...], mark: str, text: str) -> Term:
    if STOP_WORDS.issuperset(words):
        raise RuleError(_("“%(term)s” says too little: almost every text has it."), term=text)
    return Term(words, mark)


def capitals(words: tuple[str, ...], text: str) -> Term:
    if words[0].upper() not in NAMES or len(words) > 1:
        known = ", ".join(sorted(NAMES))
        raise RuleError(
            _("“%(term)s”: only %(known)s can be told apart by capitals."), term=text, known=known
        )
    return Term((NAMES[words[0].upper()],))


def spellings(token: Token) -> tuple[tuple[str, ...], ...]:
    """A plain word is itself; `e-commerce` is also *ecommerce*, `mkb'er` only *mkber*."""
    if not token.joined:
        return (token.parts,)
    return ((token.joined,), token.parts) if len(token.parts) > 1 else ((token.joined,),)


def plain(found: Sequence[Token]) -> tuple[str, ...]:
    """The words side by side as an index has them."""
    return tuple(part for token in found for part in spellings(token)[-1])


def written(found: Sequence[Token]) -> list[tuple[str, ...]]:
    """All ways to write these words in a row: `e-commerce` is one word or two."""
    return [
        tuple(word for spelling in row for word in spelling)
        for row in product(*(spellings(token) for token in found))
    ]
