"""Words in an FTS5 table, with bm25 and a weight for each column."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from search.documents import COLUMNS, PARTS, column
from search.engines.base import Match
from search.language import LANGUAGES, Concept, Form, Plan
from search.ranking import weight

TITLE, REST = PARTS[:1], PARTS[1:]

NAMES = ", ".join(COLUMNS)
MARKS = ", ".join(["%s"] * len(COLUMNS))
INSERT = f"INSERT INTO search_forms (rowid, {NAMES}) VALUES (%s, {MARKS})"  # noqa: S608 (constants)
REMOVE = "DELETE FROM search_forms WHERE rowid = %s"
# A subquery each, because LIMIT would be that of the whole union. bm25 is below zero, best lowest.
MATCH = f"""SELECT * FROM (
    SELECT %s, %s, rowid, -bm25(search_forms, {MARKS}) FROM search_forms
    WHERE search_forms MATCH %s ORDER BY rowid DESC LIMIT %s)"""  # noqa: S608 (constants)


def write(rows: Sequence[tuple[int, dict[str, str]]]) -> None:
    remove([pk for pk, _columns in rows])
    with connection.cursor() as cursor:
        values: list[list[Any]] = [
            [pk, *(columns[name] for name in COLUMNS)] for pk, columns in rows
        ]
        cursor.executemany(INSERT, values)


def remove(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(REMOVE, [(pk,) for pk in ids])


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_forms")


def matches(plan: Plan, lang: str, cap: int) -> Iterable[Match]:
    """One statement for all concepts: how many words there are costs no queries."""
    weights = [weight(name, lang) for name in COLUMNS]
    rows = [
        (number, way, *weights, expression, cap + 1)
        for number, concept in enumerate(plan.concepts)
        for way, expression in enumerate(expressions(concept))
    ]
    values: list[Any] = [value for row in rows for value in row]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([MATCH] * len(rows)), values)
        return cursor.fetchall()


def expressions(concept: Concept) -> Iterator[str]:
    """The ways to have the concept, in FTS5's language; each word in quotes, so none is an order.

    Titles apart from the rest: a word is rarer in titles, and FTS5 weighs that for each query.
    """
    exact = " OR ".join(quote(form) for form in concept.forms)
    for parts in (TITLE, REST):
        yield f"{names(parts, LANGUAGES)} : ({exact})"
        for lang, lemma in concept.lemmas:
            yield f"{names(parts, [lang], Form.LEMMA)} : {quote([lemma])}"


def names(parts: Sequence[str], languages: Sequence[str], form: Form = Form.WORD) -> str:
    found = [column(part, lang, form) for lang in languages for part in parts]
    return "{" + " ".join(found) + "}"


def quote(form: Sequence[str]) -> str:
    """Words side by side. They are letters and digits already (`search.language.words`)."""
    return '"' + " ".join(form) + '"'
