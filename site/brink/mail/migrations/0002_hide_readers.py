"""Keep of who refused mail a keyed hash, no address.

The column stays: a version that still runs may add an address meanwhile, which counts as well.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from brink.mail.readers import hash_of


def hide(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    refusals = apps.get_model("mail", "Refusal").objects.using(editor.connection.alias)
    for refusal in refusals.filter(reader__contains="@").iterator():
        refusal.reader = hash_of(refusal.reader)
        refusal.save(update_fields=["reader"])


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("refusal", "mail_refusal_once"),
        migrations.AlterField(
            "refusal", "email", models.CharField(max_length=254, db_column="email")
        ),
        migrations.RenameField("refusal", "email", "reader"),
        migrations.AddConstraint(
            "refusal",
            models.UniqueConstraint(fields=["reader", "topic"], name="mail_refusal_once"),
        ),
        migrations.RunPython(hide, migrations.RunPython.noop),
    ]
