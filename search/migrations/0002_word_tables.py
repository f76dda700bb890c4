"""Written by hand: the words of the embedded index, in the full-text table of each database.

No model and no foreign key, so that Django may empty the tables it knows (tests) without it; rows
whose entry is gone are never found.
"""

from django.db import migrations

# The names are those of `search.documents.COLUMNS` on the day of this migration.
COLUMNS = [
    f"{part}_{lang}{kind}"
    for lang in ("nl", "en")
    for kind in ("", "_stem")
    for part in ("title", "tags", "body")
]
# The words come ready-made, in lower case and without marks.
SQLITE = (
    f"CREATE VIRTUAL TABLE search_words USING fts5({', '.join(COLUMNS)}, "
    "tokenize=\"unicode61 remove_diacritics 0\")",
)
POSTGRESQL = (
    "CREATE TABLE search_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_words_words ON search_words USING gin (words)",
)
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def make_table(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make_table, drop_table)]
