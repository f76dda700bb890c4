"""Organisations and research groups get the key of an item, and say whether they are public."""

from typing import Any
from uuid import uuid4

from django.db import migrations, models

BODIES = ("organisation", "researchgroup")
HELP = (
    "Then it has a page on the site and is found by search: with its name, its place and what is "
    "said about it, and never with people or a KvK number."
)


def fill_keys(apps: Any, schema_editor: Any) -> None:
    for name in BODIES:
        rows = list(apps.get_model("people", name).objects.filter(key=None).only("pk"))
        for row in rows:
            row.key = uuid4()
        apps.get_model("people", name).objects.bulk_update(rows, ["key"], batch_size=200)


def key(**options: Any) -> models.UUIDField:
    return models.UUIDField(editable=False, null=True, unique=True, **options)


def is_public() -> models.BooleanField:
    return models.BooleanField(
        db_default=False, default=False, help_text=HELP, verbose_name="public"
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_erasure")]

    operations = [
        *[migrations.AddField(name, "is_public", is_public()) for name in BODIES],
        *[migrations.AddField(name, "key", key()) for name in BODIES],
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        *[migrations.AlterField(name, "key", key(default=uuid4)) for name in BODIES],
    ]
