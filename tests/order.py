"""Which tests the second leg of the suite leaves out, and in which order files are taken."""

from collections import Counter
from collections.abc import Iterable

import pytest

#: What gives a test the database; all other fixtures that do ask for one of these.
DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
#: What is outside the process of a test.
OUTSIDE = {"browser", "processes", "elasticsearch", "postgresql", "redis"}
#: About how many seconds a test with this mark or fixture takes; others take a tenth of one.
SECONDS = {"processes": 8, "slow": 4, "open_page": 3, "demo_site": 3, "editor": 1, "live_server": 1}


def is_the_same_on_both(item: pytest.Item) -> bool:
    """Whether a test can have no other outcome on PostgreSQL, Redis and Elasticsearch.

    That is so where it asks for no database: on SQLite rows, cache, search and jobs are all in that
    one file, and pytest-django lets nobody at it who did not ask. And so it is for what a browser
    makes of a page: what a page says and does on each database is tried without one, and Chromium
    cannot tell where it came from. The walk through the whole site has the mark `both_legs`.
    """
    needs = needs_of(item)
    if "browser" in needs:
        return not needs & {"both_legs", "processes", "elasticsearch", "postgresql", "redis"}
    return not (DATABASE | OUTSIDE | {"django_db"}) & needs


def needs_of(item: pytest.Item) -> set[str]:
    return {mark.name for mark in item.iter_markers()} | set(getattr(item, "fixturenames", ()))


def longest_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Files as they are dealt out: one that takes long is not begun when the others are done."""
    items = list(items)
    seconds: Counter[str] = Counter()
    for item in items:
        seconds[f"{item.path}"] += max(SECONDS.get(each, 0.1) for each in needs_of(item))
    return sorted(items, key=lambda item: (-seconds[f"{item.path}"], f"{item.path}"))
