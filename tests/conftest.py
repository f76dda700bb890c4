import json
import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from brink.home.models import HomePage
from brink.home.tree import build_tree
from brink.themes.labels import forget
from deploy.messages import LOCALES, compile_all

MUST_NOT_SKIP = os.environ.get("BRINK_SERVICES") == "required"
TRANSACTIONAL = {"transactional_db", "live_server"}
_initial_rows = pytest.StashKey[str]()


def pytest_configure() -> None:
    """The Dutch words, addresses among them, are compiled before the first test reads one."""
    compile_all(LOCALES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other leg of the suite; within a leg nothing is skipped."""
    absent = set()
    if not settings.ELASTICSEARCH_URL:
        absent.add("elasticsearch")
    if connection.vendor != "postgresql":
        absent.add("postgresql")
    away = [item for item in items if absent & {mark.name for mark in item.iter_markers()}]
    if away:
        config.hook.pytest_deselected(items=away)
        items[:] = [item for item in items if item not in away]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With BRINK_SERVICES=required, as in CI, a skipped test is a failed one."""
    report = yield
    if MUST_NOT_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = (
            "failed",
            f"Skipped where nothing may be: {report.longrepr}",
        )
    return report


def end_other_sessions() -> None:
    """A thread of a live server may outlive its test; PostgreSQL drops no database in use."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    request: Any,
) -> Iterator[None]:
    """Make the test database, and remember the rows that migrations leave.

    In place of pytest-django's own, which makes none when no test of the run asks for `db`: those
    that only look at the shared demo site would then meet the real database, and empty it.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        rows = json.loads(connection.creation.serialize_db_to_string())
        # Content types first, or a signal of another row makes them anew under another key.
        rows.sort(key=lambda row: row["model"] != "contenttypes.contenttype")
        request.config.stash[_initial_rows] = json.dumps(rows)
    yield
    with django_db_blocker.unblock():
        end_other_sessions()
        teardown_databases(made, verbosity=0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """A test with real commits ends by emptying every table; put the first rows back.

    After the last test the database itself is gone.
    """
    yield
    if nextitem is not None and is_transactional(item):
        restore_initial_rows(item.config)


def is_transactional(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    is_marked = bool(mark and mark.kwargs.get("transaction"))
    return is_marked or bool(TRANSACTIONAL & set(getattr(item, "fixturenames", ())))


def restore_initial_rows(config: pytest.Config) -> None:
    """Empty the database and refill it as migrations left it, with the same keys."""
    from pytest_django.plugin import blocking_manager_key  # noqa: PLC0415

    with config.stash[blocking_manager_key].unblock():
        # Sequences stay where they are: PostgreSQL would hand out keys of the rows put back.
        options = {"inhibit_post_migrate": True, "reset_sequences": False}
        call_command("flush", verbosity=0, interactive=False, **options)
        connection.creation.deserialize_db_from_string(config.stash[_initial_rows])
        connection.close()
    ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def _default_language() -> Iterator[None]:
    """A test that activates a language must not leak it into the next."""
    with translation.override("nl"):
        yield


@pytest.fixture(autouse=True)
def _no_kept_labels() -> Iterator[None]:
    """Labels live in the process, the rows behind them are rolled back after each test."""
    forget()
    yield
    forget()


@pytest.fixture(autouse=True)
def _no_kept_cache() -> Iterator[None]:
    """A cache in the database is rolled back; from Redis, which others may use, go our own keys."""
    yield
    if settings.CACHES["default"]["BACKEND"].endswith("RedisCache"):
        client = cache._cache.get_client(write=True)
        if keys := list(client.scan_iter(match=f"{settings.CACHES['default']['KEY_PREFIX']}:*")):
            client.delete(*keys)


@pytest.fixture
def tree(db: None) -> dict[str, HomePage]:
    """The page tree in both languages: homes and index pages at their addresses."""
    return build_tree()
