from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0009_fill_codes"),
    ]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="organisation_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sme", "SME"),
                    ("university_of_applied_sciences", "university of applied sciences"),
                    ("network", "network"),
                    ("government", "government"),
                    ("other", "other"),
                ],
                db_default="",
                default="",
                max_length=40,
            ),
        ),
    ]
