"""A query as a list of concepts: what to look for, and how much of it must be there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.language.forms import analyse
from search.language.stop_words import is_stop_word
from search.language.words import Token, compose, tokens

#: More words than this say no more about what is wanted, and each costs time.
MOST_CONCEPTS = 12
#: What phones and word processors make of a quote: “Dutch”, „Dutch”, «French».
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Concept:
    """One thing that is looked for, in all forms that count as it.

    `forms` are exact: one word, or several that must stand side by side. `lemmas` are by
    language, and empty for what was put in quotes.
    """

    forms: tuple[tuple[str, ...], ...]
    lemmas: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Plan:
    concepts: tuple[Concept, ...]

    def __bool__(self) -> bool:
        return bool(self.concepts)

    @property
    def minimum(self) -> int:
        """How many concepts an item must have: both of two, two thirds of more."""
        count = len(self.concepts)
        return count if count <= 2 else max(2, round(0.67 * count))


def make_plan(text: str) -> Plan:
    """Read a query. Any text is a query: what is no word is passed over."""
    text = compose(text).translate(QUOTES)
    phrases = [phrase(list(tokens(quoted))) for quoted in QUOTED.findall(text)]
    loose = list(single_concepts(QUOTED.sub(" ", text), keep_all=not any(phrases)))
    found = [concept for concept in phrases if concept] + loose
    return Plan(tuple(dict.fromkeys(found))[:MOST_CONCEPTS])


def phrase(found: list[Token]) -> Concept | None:
    """Words in quotes: exactly these, side by side."""
    parts = tuple(part for token in found for part in token.parts)
    if len(found) == 1:
        return Concept(forms_of(found[0]))
    return Concept((parts,)) if parts else None


def single_concepts(text: str, *, keep_all: bool) -> Iterator[Concept]:
    """A concept a word, without stop words; with them if there is nothing else to go by."""
    if text.isupper():  # where all is in capitals they tell no names
        text = text.lower()
    found = list(tokens(text))
    telling = [token for token in found if not is_stop(token, text)]
    for token in telling or (found if keep_all else []):
        yield Concept(forms_of(token), lemmas_of(token))


def is_stop(token: Token, text: str) -> bool:
    written = text[token.start : token.end]
    return len(token.forms) == 1 and is_stop_word(token.parts[0], written)


def forms_of(token: Token) -> tuple[tuple[str, ...], ...]:
    """A plain word is itself; `e-commerce` is also *ecommerce*, `mkb'er` only *mkber*."""
    if not token.joined:
        return (token.parts,)
    return ((token.joined,), token.parts) if len(token.parts) > 1 else ((token.joined,),)


def lemmas_of(token: Token) -> tuple[tuple[str, str], ...]:
    word = token.joined or token.parts[0]
    return tuple((lang, analyse(word, lang).lemma) for lang in ("nl", "en"))
