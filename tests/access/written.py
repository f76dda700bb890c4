"""Listens to what is written in the database, by the name of the table."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables that were written while it was open."""
    found: set[str] = set()

    def listen(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        if match := WRITES.match(sql):
            found.add(match[1])
        return execute(sql, *args)

    with connection.execute_wrapper(listen):
        yield found
