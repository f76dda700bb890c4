"""Indexes for what is looked up by its beginning at each letter typed: queries, and titles.

On PostgreSQL the index of all words knows no labels: what begins like a word of many texts would
be looked up in each of those to see whether it stands in the title.
"""

from django.db import migrations, models

# The label is that of titles in `search.engines.postgresql` on the day of this migration.
TITLES = (
    "CREATE INDEX search_words_titles ON search_words USING gin "
    "(ts_filter(words, '{a}'::\"char\"[]))"
)


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TITLES)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_words_titles")


class Migration(migrations.Migration):
    dependencies = [("search", "0007_rules_and_counts")]
    operations = [
        migrations.AddIndex(
            "askedquery",
            models.Index(
                fields=["query"], name="search_asked_begin", opclasses=["varchar_pattern_ops"]
            ),
        ),
        migrations.RunPython(make_index, drop_index),
    ]
