"""Fill what the version of before stored between 0009 and its restart: codes and secrets."""

from importlib import import_module
from typing import Any

from django.db import migrations

FILL = import_module("events.migrations.0009_fill_codes")


def fill_codes(apps: Any, schema_editor: Any) -> None:
    """Not of who was forgotten since: that somebody has no code any more is meant."""
    rows = apps.get_model("events", "Registration").objects
    named = list(rows.filter(code=None, person__erased_at=None).only("pk"))
    for row in named:
        row.code = FILL.new_code()
    rows.bulk_update(named, ["code"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("events", "0010_organisation_kind"), ("people", "0002_erasure")]

    operations = [
        migrations.RunPython(fill_codes, migrations.RunPython.noop),
        migrations.RunPython(FILL.fill_secrets, migrations.RunPython.noop),
    ]
