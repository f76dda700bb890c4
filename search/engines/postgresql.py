"""Words in one tsvector: language and column by the beginning of the word, part by its label.

`ts_rank` knows nothing of how rare a word is, so each concept is weighed by that here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from search.documents import FORMS, PARTS, column
from search.engines.base import Match
from search.language import LANGUAGES, Concept, Form, Plan
from search.ranking import FORM_WEIGHTS, OTHER_LANGUAGE, WEIGHTS

LABELS = dict(zip(PARTS, "ABC", strict=True))
#: After the language, for the family of columns. `s` is none of them: it was that of edition 1.
LETTERS = {Form.WORD: "x", Form.LEMMA: "l", Form.LOOSE: "o", Form.SIDE: "p"}
#: `ts_rank` takes D, C, B, A, none above one.
RANKS = [0.0, *(WEIGHTS[part] / max(WEIGHTS.values()) for part in reversed(PARTS))]
#: Places end here, and a gap keeps a phrase from running out of its part.
LAST_PLACE = 16_383
GAP = 10
BY_LENGTH = 1  # divide by 1 + log of the length, as bm25 does in its way

INSERT = "INSERT INTO search_words (id, words) VALUES (%s, %s::tsvector)"
REMOVE = "DELETE FROM search_words WHERE id = ANY(%s)"
# The window counts before LIMIT cuts, so `df` is of all entries that have the concept.
MATCH = """SELECT %s::int, 0, id, ({rank}) * ln(1 + (total - df + 0.5) / (df + 0.5)) FROM (
    SELECT id, words, count(*) OVER () AS df, (SELECT count(*) FROM search_words) AS total
    FROM search_words WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s) AS found_{number}"""
RANK = f"%s * ts_rank(%s::real[], words, %s::tsquery, {BY_LENGTH})"


def write(rows: Sequence[tuple[int, dict[str, str]]]) -> None:
    remove([pk for pk, _columns in rows])
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, [(pk, vector(columns)) for pk, columns in rows])


def remove(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [list(ids)])


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words")


def vector(columns: dict[str, str]) -> str:
    """The words of a document as the text of a tsvector: `'nlxbroden':3A 'nllbrood':3A`."""
    return " ".join(
        f"'{beginning(lang, form)}{word}':{place}{label}"
        for lang in LANGUAGES
        for form in FORMS[lang]
        for word, place, label in placed(columns, lang, form)
    )


def placed(columns: dict[str, str], lang: str, form: Form) -> Iterator[tuple[str, int, str]]:
    place = 0
    for part in PARTS:
        for word in columns[column(part, lang, form)].split():
            place = min(place + 1, LAST_PLACE)
            yield word, place, LABELS[part]
        place = min(place + GAP, LAST_PLACE)


def beginning(lang: str, form: Form) -> str:
    return f"{lang}{LETTERS[form]}"


def matches(plan: Plan, lang: str, cap: int) -> Iterable[Match]:
    """One statement for all concepts: how many words there are costs no queries."""
    statements, values = [], []
    for number, concept in enumerate(plan.concepts):
        ways = list(ways_to_find(concept, lang))
        ranks = ", ".join([RANK] * len(ways))
        statements.append(f"({MATCH.format(rank=f'GREATEST({ranks})', number=number)})")
        ranked: list[Any] = [value for factor, query in ways for value in (factor, RANKS, query)]
        values += [number, *ranked, " | ".join(query for _factor, query in ways), cap + 1]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), values)
        return cursor.fetchall()


def ways_to_find(concept: Concept, lang: str) -> Iterator[tuple[float, str]]:
    """Each way in which an item can have the concept, with what it is worth."""
    for written in LANGUAGES:
        own = 1.0 if written == lang else OTHER_LANGUAGE
        forms = " | ".join(side_by_side(form, written) for form in concept.forms)
        yield own, f"({forms})"
    for written, lemma in concept.lemmas:
        own = 1.0 if written == lang else OTHER_LANGUAGE
        yield own * FORM_WEIGHTS[Form.LEMMA], f"'{beginning(written, Form.LEMMA)}{lemma}'"


def side_by_side(form: Sequence[str], lang: str) -> str:
    """Words side by side. They are letters and digits already (`search.language.words`)."""
    start = beginning(lang, Form.WORD)
    return "(" + " <-> ".join(f"'{start}{word}'" for word in form) + ")"
