"""Where a text has what is looked for: the rule of the engines once more, for a few texts at hand.

An engine finds items; it does not tell why. A page that explains has only its own to look at.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from search.documents import FORMS, column, columns_of, in_form
from search.language import LANGUAGES, Concept, Way, analyse, words

#: Words by column, as `search.documents` writes them, each in its order.
Columns = Mapping[str, Sequence[str]]


def places_of(way: Way, columns: Columns) -> list[str]:
    """The columns in which a way stands; of one whose words may stand apart, all that have one."""
    names = [name for name in columns_of(way) if columns.get(name)]
    if not way.apart:
        return [name for name in names if has_run(columns[name], way.terms)]
    found = {term: [name for name in names if term in columns[name]] for term in way.terms}
    return list(dict.fromkeys(chain.from_iterable(found.values()))) if all(found.values()) else []


def has_run(text: Sequence[str], terms: Sequence[str]) -> bool:
    size, wanted = len(terms), list(terms)
    starts = (place for place, word in enumerate(text) if word == wanted[0])
    return any(list(text[start : start + size]) == wanted for start in starts)


def ways_in(concept: Concept, columns: Columns) -> Iterator[tuple[Way, list[str]]]:
    """The ways in which these columns have a concept, the one that is worth most first."""
    for way in sorted(concept.ways, key=lambda way: -way.weight):
        if places := places_of(way, columns):
            yield way, places


def label_columns(names: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The columns of short texts by language, such as the names of a theme."""
    found = {}
    for lang in LANGUAGES:
        forms = [analyse(word, lang) for name in names.get(lang, ()) for word in words(name)]
        for form in FORMS[lang]:
            found[column("title", lang, form)] = list(in_form(forms, form))
    return found
