"""Words in an FTS5 table, with bm25 and a weight for each column."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from search.documents import COLUMNS, PARTS, TITLED_FORMS, VOCABULARY, column, columns_of
from search.engines.base import Match, concepts_of
from search.language import Concept, Plan, Way
from search.ranking import WEIGHTS, weight

TITLE, REST = PARTS[:1], PARTS[1:]

NAMES = ", ".join(COLUMNS)
MARKS = ", ".join(["%s"] * len(COLUMNS))
INSERT = f"INSERT INTO search_forms (rowid, {NAMES}) VALUES (%s, {MARKS})"  # noqa: S608 (constants)
REMOVE = "DELETE FROM search_forms WHERE rowid = %s"
# A subquery each, because LIMIT would be that of the whole union. bm25 is below zero, best lowest.
MATCH = """SELECT * FROM (
    SELECT %s, %s, %s, rowid, -%s * bm25(search_forms, {weights}) FROM search_forms
    WHERE search_forms MATCH %s ORDER BY rowid DESC LIMIT %s)"""
READ = f"SELECT rowid, {', '.join(VOCABULARY)} FROM search_forms WHERE rowid IN ({{marks}})"  # noqa: S608 (constants)
READ_ALL = f"SELECT rowid, {NAMES} FROM search_forms WHERE rowid IN ({{marks}})"  # noqa: S608 (constants)
TITLED_COLUMNS = tuple(column("title", lang, form) for lang, form in TITLED_FORMS)
TITLED = "SELECT rowid FROM search_forms WHERE search_forms MATCH %s"
#: Ways worth less are not told apart by title and text.
TELLING = 0.6


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


def words_of(ids: Sequence[int]) -> Iterator[tuple[int, set[str]]]:
    """What the vocabulary knows of these entries."""
    with connection.cursor() as cursor:
        cursor.execute(READ.format(marks=", ".join(["%s"] * len(ids))), list(ids))
        for pk, *columns in cursor.fetchall():
            yield pk, {word for text in columns for word in text.split()}


def read(ids: Sequence[int]) -> Iterator[tuple[int, dict[str, list[str]]]]:
    with connection.cursor() as cursor:
        cursor.execute(READ_ALL.format(marks=", ".join(["%s"] * len(ids))), list(ids))
        for pk, *texts in cursor.fetchall():
            yield pk, {name: text.split() for name, text in zip(COLUMNS, texts, strict=True)}


def among(ids: Sequence[int]) -> Q:
    return Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ids)]))


def titled(words: Sequence[str]) -> Q:
    columns = "{" + " ".join(TITLED_COLUMNS) + "}"
    text = " AND ".join(f"({columns} : {quote([word])} *)" for word in words)
    return Q(pk__in=RawSQL(TITLED, [text]))  # noqa: S611  (a constant, and values)


def matches(plans: Sequence[Plan], lang: str, cap: int) -> Iterable[Match]:
    rows = [
        (tier, number, way, *found)
        for tier, plan in enumerate(plans)
        for number, concept in enumerate(concepts_of(plan))
        for way, found in enumerate(expressions(concept))
    ]
    values: list[Any] = [value for *row, _parts in rows for value in (*row, cap + 1)]
    statements = {parts: MATCH.format(weights=weights(parts, lang)) for *_row, parts in rows}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements[parts] for *_row, parts in rows), values)
        return cursor.fetchall()


def weights(parts: Sequence[str], lang: str) -> str:
    """What each column is worth. In bm25 that counts as how often a word stands there, which soon
    adds little more; so titles, where they stand apart, are worth more by a factor (`expressions`).
    """
    factor = 1 / WEIGHTS["title"] if parts is TITLE else 1.0
    return ", ".join(f"{factor * weight(name, lang):.4g}" for name in COLUMNS)


def expressions(concept: Concept) -> Iterator[tuple[float, str, Sequence[str]]]:
    """The ways to have the concept: what each is worth, in FTS5's language, and in which parts.

    Ways of one worth are one. Titles apart from the rest: a word is rarer in titles, and FTS5
    weighs that for each query.
    """
    by_worth: dict[float, list[Way]] = defaultdict(list)
    for way in concept.ways:
        by_worth[way.weight].append(way)
    for worth, ways in by_worth.items():
        for parts in (TITLE, REST) if worth >= TELLING else (PARTS,):
            factor = worth * WEIGHTS["title"] if parts is TITLE else worth
            yield factor, " OR ".join(expression(way, parts) for way in ways), parts


def expression(way: Way, parts: Sequence[str]) -> str:
    """Each word in quotes, so that none is an order."""
    names = "{" + " ".join(columns_of(way, parts)) + "}"
    if way.apart:
        return "(" + " AND ".join(f"({names} : {quote([term])})" for term in way.terms) + ")"
    return f"({names} : {quote(way.terms)})"


def quote(form: Sequence[str]) -> str:
    """Words side by side. They are letters and digits already (`search.language.words`)."""
    return '"' + " ".join(form) + '"'
