"""Written by hand: lemmas, loose stems and parts of words beside the words of the embedded index.

Readers find items by their own words until the index is made anew, which `set_up` does: the new
field tells what is of an earlier edition. PostgreSQL has all words in one column, where each tells
its own family. SQLite adds no column to a full-text table, so it gets another one; the first stays
for the version that still runs, and a later migration may drop it.
"""

from django.db import migrations, models

PARTS = ("title", "tags", "body")
# The names are those of `search.documents.COLUMNS` on the day of this migration.
FORMS = {"nl": ("", "_lemma", "_loose", "_side"), "en": ("", "_lemma")}
COLUMNS = ", ".join(f"{part}_{lang}{form}" for lang in FORMS for form in FORMS[lang] for part in PARTS)
KEPT = ", ".join(["rowid", *(f"{part}_{lang}" for lang in FORMS for part in PARTS)])
SQLITE = (
    f"CREATE VIRTUAL TABLE search_forms USING fts5({COLUMNS}, "
    'tokenize="unicode61 remove_diacritics 0")',
    f"INSERT INTO search_forms ({KEPT}) SELECT {KEPT} FROM search_words",
)


def make_table(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement)


def drop_table(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_forms")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_word_tables")]
    operations = [
        migrations.AddField("entry", "edition", models.PositiveSmallIntegerField(db_default=1)),
        migrations.RunPython(make_table, drop_table),
    ]
