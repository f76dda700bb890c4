from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0008_beginnings")]
    operations = [
        migrations.AddField("entry", "vectors", models.BinaryField(null=True)),
        migrations.AddField(
            "entry", "vectors_sign", models.CharField(db_default="", default="", max_length=60)
        ),
    ]
