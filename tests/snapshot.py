"""The rows of the new test database, put back after a test that really committed.

Django would empty each of some two hundred tables and let all apps fill in their own again; here
only what differs is written.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from django.db import connection, transaction

PutBack = Callable[[], None]
#: A schema of PostgreSQL with a copy of each table.
KEPT = "kept"


@contextmanager
def kept_rows() -> Iterator[PutBack]:
    """Keep what is stored now; call what is given to have exactly that again, with its keys.

    On PostgreSQL sequences stay where they are: those of migrations do not count what was put in.
    """
    with kept_pages() if connection.vendor == "sqlite" else kept_tables() as put_back:
        yield put_back


@contextmanager
def kept_pages() -> Iterator[PutBack]:
    """Pages of the file: tables that are no model's, such as the index of words, are back too."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as kept:
        connection.ensure_connection()
        connection.connection.backup(kept)

        def put_back() -> None:
            connection.ensure_connection()
            kept.backup(connection.connection)

        yield put_back


@contextmanager
def kept_tables() -> Iterator[PutBack]:
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {KEPT}")
        for table in tables:
            cursor.execute(f'CREATE TABLE {KEPT}."{table}" AS TABLE "{table}"')
    question = " UNION ALL ".join(map(difference, tables))

    def put_back() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(question)
            changed = [table for (table,) in cursor.fetchall()]
            for table in changed:  # foreign keys are looked at when the transaction ends
                cursor.execute(f'DELETE FROM "{table}"')
            for table in changed:
                cursor.execute(f'INSERT INTO "{table}" TABLE {KEPT}."{table}"')

    yield put_back


def difference(table: str) -> str:
    """A question that gives the name of the table when it is not as it was kept."""
    now, then = f'"{table}"', f'{KEPT}."{table}"'
    counts = f"(SELECT count(*) FROM {now}) <> (SELECT count(*) FROM {then})"
    return f"SELECT '{table}' WHERE {counts} OR EXISTS (TABLE {now} EXCEPT TABLE {then})"
