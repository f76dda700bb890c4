"""The kept file with the migrated schema is never a stale one; each run forgets its own cache."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from wagtail.models import Locale, Page, Site

from brink.home.models import HomePage
from brink.jobs.models import Job
from tests import database

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed app whose only migration is a file of this test."""
    path = tmp_path / "migrations" / "0001_initial.py"
    path.parent.mkdir()
    path.write_text("import events.links\n")
    monkeypatch.setattr(apps.get_app_config("events"), "path", str(tmp_path))
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    return path


def test_key_stays_where_nothing_changed_and_changes_with_a_migration(changed: Path) -> None:
    before = database.schema_key()
    assert database.schema_key() == before

    changed.write_text("import events.links\n# otherwise\n")

    assert database.schema_key() != before


def test_key_covers_all_apps_and_what_their_migrations_import(changed: Path) -> None:
    found = set(database.migrations())

    assert changed in found
    assert any(path.parts[-3:-1] == ("wagtail", "migrations") for path in found)
    assert any(path.parts[-2:] == ("events", "links.py") for path in found)


def test_log_of_a_killed_run_is_removed_with_its_database(tmp_path: Path) -> None:
    name = str(tmp_path / "test.sqlite3")
    for suffix in ("", "-wal", "-shm"):
        Path(name + suffix).touch()

    database.remove_database(name)

    assert not list(tmp_path.iterdir())


def test_every_test_starts_with_the_tree_and_without_jobs(db: None) -> None:
    assert HomePage.objects.count() == 2
    assert Page.objects.count() == 11
    assert not any(Page.find_problems())
    assert not Job.objects.exists()


def test_no_tree_is_what_migrations_leave(no_tree: None) -> None:
    assert [page.depth for page in Page.objects.order_by("path")] == [1, 2]
    assert Locale.objects.get().language_code == settings.LANGUAGE_CODE
    assert Site.objects.get().root_page.slug == "home"
    assert not any(Page.find_problems())


@pytest.mark.redis
def test_cache_is_forgotten_without_what_other_workers_have(db: None) -> None:
    location = settings.CACHES["default"]["LOCATION"]
    other = RedisCache(location, {"key_prefix": f"{settings.CACHES['default']['KEY_PREFIX']}0"})
    cache.set("ours", 1)
    other.set("theirs", 1)

    database.forget_cache()

    assert cache.get("ours") is None
    assert other.get("theirs") == 1
    other.delete("theirs")


def test_nothing_empties_the_server_of_the_cache() -> None:
    """`clear` of Redis takes what other workers count, and what waits for Celery."""
    emptying = re.compile(r"\bcaches?(\[[^]]*\])?\.clear\(")
    folders = ("site", "events", "casestudies", "masterclasses", "search", "tests", "bench")
    paths = {path for folder in folders for path in (ROOT / folder).rglob("*.py")}
    found = {path for path in paths if emptying.search(path.read_text())}

    assert found == {ROOT / "tests" / "database.py"}, "forget_cache takes our own"
