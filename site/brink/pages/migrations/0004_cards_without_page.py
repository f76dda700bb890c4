import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
        ("pages", "0003_calendar_output"),
    ]

    operations = [
        migrations.AlterField(
            model_name="card",
            name="page",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cards",
                to=settings.WAGTAIL_PAGE_MODEL,
            ),
        ),
    ]
