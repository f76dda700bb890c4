"""What a version that still runs can live with, while the next one has already migrated."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations import AddField, CreateModel, Migration
from django.db.migrations.loader import MigrationLoader


def our_updates() -> list[Migration]:
    """All but those that a database begins with."""
    ours = {app.label for app in apps.get_app_configs() if is_ours(app.path)}
    found = MigrationLoader(None).disk_migrations.items()
    return [each for (label, _name), each in found if label in ours and not each.initial]


def is_ours(path: str) -> bool:
    return path.startswith(str(settings.BASE_DIR)) and "site-packages" not in path


def new_models(update: Migration) -> set[str]:
    """Nobody adds a row yet to what this one creates."""
    return {step.name_lower for step in update.operations if isinstance(step, CreateModel)}


@pytest.mark.django_db  # some of the migrations of others ask it when they are loaded
def test_new_columns_have_a_default_in_the_database() -> None:
    """The version that runs names no column it does not know, also when it adds a row."""
    added = {
        f"{update.app_label}.{update.name}: {step.model_name}.{step.name}": step.field
        for update in our_updates()
        for step in update.operations
        if isinstance(step, AddField) and not step.field.many_to_many
        if step.model_name not in new_models(update)
    }

    assert added
    assert [name for name, it in added.items() if not it.null and not it.has_db_default()] == []
