"""Give what is there already what signing up gives now: a code, secrets, the kind of place."""

import secrets
from typing import Any

from django.db import migrations

from events.models.attendance import new_code


def fill_codes(apps: Any, schema_editor: Any) -> None:
    rows = list(apps.get_model("events", "Registration").objects.filter(code=None).only("pk"))
    for row in rows:
        row.code = new_code()
    apps.get_model("events", "Registration").objects.bulk_update(rows, ["code"], batch_size=200)


def fill_secrets(apps: Any, schema_editor: Any) -> None:
    names = ("invitation_code", "room_secret")
    rows = list(apps.get_model("events", "Event").objects.filter(room_secret="").only("pk"))
    for row in rows:
        for name in names:
            setattr(row, name, secrets.token_hex(16))
    apps.get_model("events", "Event").objects.bulk_update(rows, names, batch_size=200)


def fill_seats(apps: Any, schema_editor: Any) -> None:
    """Who came to an event that is only online sat there."""
    registrations = apps.get_model("events", "Registration").objects
    registrations.filter(event__presence="online").update(seat="online")


class Migration(migrations.Migration):
    dependencies = [("events", "0008_registration_rules")]

    operations = [
        migrations.RunPython(fill_codes, migrations.RunPython.noop),
        migrations.RunPython(fill_secrets, migrations.RunPython.noop),
        migrations.RunPython(fill_seats, migrations.RunPython.noop),
    ]
