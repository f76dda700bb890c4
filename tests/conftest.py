import gc
import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.test.utils import teardown_databases
from django.utils import translation
from wagtail.models import Locale, Page, Site

from brink.home.models import HomePage
from brink.jobs.models import Job
from brink.themes.labels import forget
from deploy.messages import LOCALES, compile_all
from events import places
from events.calendar.memo import bodies
from search.rules.memo import forget as forget_rules
from tests.database import forget_cache, make_database
from tests.order import is_the_same_on_both, longest_first
from tests.snapshot import PutBack, kept_rows

MUST_NOT_SKIP = os.environ.get("BRINK_SERVICES") == "required"
TRANSACTIONAL = {"transactional_db", "live_server"}
# What a test needs that makes it too slow for the inner loop: see `is_quick`.
SLOW_MARKS = {"browser", "processes", "slow"}
SLOW_FIXTURES = TRANSACTIONAL | {"demo_site", "editor", "browser", "open_page"}
_put_back = pytest.StashKey[PutBack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="the inner loop: without slow tests")
    again = "the second leg: without what was run on SQLite and is the same here"
    parser.addoption("--again", action="store_true", help=again)


def pytest_configure(config: pytest.Config) -> None:
    """The Dutch words, addresses among them, are compiled before the first test reads one."""
    if config.getoption("quick"):
        gc.disable()  # a minute leaves little to collect, and looking for it takes a tenth of it
    else:
        gc.set_threshold(10_000)  # each test leaves little too; 700 is made for small programs
    slow = "slow: loads the demo content, waits for a clock or tries many examples"
    config.addinivalue_line("markers", slow)
    compile_all(LOCALES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other leg of the suite; within a leg nothing is skipped."""
    absent = set()
    if not settings.ELASTICSEARCH_URL:
        absent.add("elasticsearch")
    if connection.vendor != "postgresql":
        absent.add("postgresql")
    if not settings.CACHES["default"]["BACKEND"].endswith("RedisCache"):
        absent.add("redis")
    if odd := [item.nodeid for item in items if " at 0x" in item.nodeid]:
        raise pytest.UsageError(f"Named otherwise in each worker: {odd[0]}")
    kept = [item for item in items if not absent & marks_of(item)]
    if config.getoption("quick"):
        kept = once_each(item for item in kept if is_quick(item))
    if config.getoption("again"):
        kept = [item for item in kept if not is_the_same_on_both(item)]
    if away := [item for item in items if item not in set(kept)]:
        config.hook.pytest_deselected(items=away)
    items[:] = longest_first(kept) if "PYTEST_XDIST_WORKER" in os.environ else kept


def pytest_collection_finish() -> None:
    """What was imported and collected stays: nobody need look through it for what is to go."""
    gc.collect()
    gc.freeze()


def marks_of(item: pytest.Item) -> set[str]:
    return {mark.name for mark in item.iter_markers()}


def once_each(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Each test once: with the first of its parameters."""
    found: dict[tuple, pytest.Item] = {}
    for item in items:
        found.setdefault((item.path, getattr(item, "originalname", item.name)), item)
    return list(found.values())


def is_quick(item: pytest.Item) -> bool:
    """Whether a test belongs to the inner loop.

    Left out is what drives a browser or a server; what commits, for each table is emptied after it;
    what fills in forms of the admin (the fixture `editor`, files `test_editing.py`), at half a
    second each; and what is marked `slow`: it loads the demo content, waits for a clock, or tries
    many examples. Of a test with several parameters the first are taken.
    """
    fixtures = set(getattr(item, "fixturenames", ()))
    is_slow = SLOW_MARKS & marks_of(item) or SLOW_FIXTURES & fixtures or is_transactional(item)
    return not is_slow and item.path.name != "test_editing.py"


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
    """Make the test database, and remember its rows: those of migrations, and the page tree.

    In place of pytest-django's own, which makes none when no test of the run asks for `db`: those
    that only look at the shared demo site would then meet the real database, and empty it.
    """
    with django_db_blocker.unblock():
        made = make_database()
        kept = ExitStack()
        request.config.stash[_put_back] = kept.enter_context(kept_rows())
    # `restore_initial_rows` puts back what differs, after all that a test made has ended.
    with kept, pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
        yield
    with django_db_blocker.unblock():
        end_other_sessions()
        teardown_databases(made, verbosity=0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """A test with real commits leaves its rows; after the last one the database itself is gone."""
    yield
    if nextitem is not None and is_transactional(item):
        restore_initial_rows(item.config)


def is_transactional(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    is_marked = bool(mark and mark.kwargs.get("transaction"))
    return is_marked or bool(TRANSACTIONAL & set(getattr(item, "fixturenames", ())))


def restore_initial_rows(config: pytest.Config) -> None:
    """Have in the database again what was in it when it was made."""
    from pytest_django.plugin import blocking_manager_key  # noqa: PLC0415

    with config.stash[blocking_manager_key].unblock():
        forget_cache()  # Redis is beside the database
        config.stash[_put_back]()
        connection.close()
    ContentType.objects.clear_cache()


@pytest.fixture(scope="session", autouse=True)
def _patient_locks() -> Iterator[None]:
    """On a busy machine those who act at once wait long for each other, and are to get their turn.

    A test of who is sent away sets a shorter time itself. Visitors wait three seconds.
    """
    assert places.PATIENCE == "3s"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "PATIENCE", "30s")
        yield


@pytest.fixture(autouse=True)
def _default_language() -> Iterator[None]:
    """A test that activates a language must not leak it into the next."""
    with translation.override("nl"):
        yield


@pytest.fixture(autouse=True)
def _no_kept_rows() -> Iterator[None]:
    """Labels, rules and feeds live in the process, the rows behind them are rolled back."""
    forget()
    bodies.clear()
    forget_rules()
    yield
    forget()


@pytest.fixture(autouse=True)
def _no_kept_cache() -> Iterator[None]:
    """A cache in the database is rolled back, Redis is not."""
    yield
    if settings.CACHES["default"]["BACKEND"].endswith("RedisCache"):
        forget_cache()


@pytest.fixture
def tree(db: None) -> dict[str, HomePage]:
    """The page tree in both languages: homes and index pages at their addresses."""
    return {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}


@pytest.fixture(scope="module")
def module_rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What fixtures of a module store on top of this is there for each of its tests.

    One transaction around them all, of which every test rolls back its own part; for what is dear
    to make and looked at only.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def no_tree(db: None) -> None:
    """The database as migrations leave it: Wagtail's welcome page, one language, none of ours."""
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    for home in root.get_children():
        home.specific.delete()
    Locale.objects.exclude(language_code=settings.LANGUAGE_CODE).delete()
    welcome = Page(title="Welcome to your new Wagtail site!", slug="home")
    Page.objects.get(pk=root.pk).add_child(instance=welcome)
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
    Job.objects.all().delete()
