# Written by hand: few cards are in a menu, and every page asks which.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_cards_without_page")]
    operations = [
        migrations.AddIndex("card", models.Index(fields=["menu", "lang"], name="card_menu")),
    ]
