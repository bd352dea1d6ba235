"""What searches the documents: a GIN index on PostgreSQL, an FTS5 table kept by triggers on SQLite."""

from django.db import migrations

import posts.models.search

SQLITE = [
    # Tokens come ready, separated by spaces: of ASCII only letters, digits, "+" and "#" stand in them.
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS posts_search USING fts5(
        title_tokens, tokens,
        content='posts_searchdocument', content_rowid='id',
        tokenize="ascii tokenchars '+#'"
    )
    """,
    """
    CREATE TRIGGER IF NOT EXISTS posts_search_insert AFTER INSERT ON posts_searchdocument BEGIN
        INSERT INTO posts_search (rowid, title_tokens, tokens) VALUES (new.id, new.title_tokens, new.tokens);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS posts_search_delete AFTER DELETE ON posts_searchdocument BEGIN
        INSERT INTO posts_search (posts_search, rowid, title_tokens, tokens)
        VALUES ('delete', old.id, old.title_tokens, old.tokens);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS posts_search_update AFTER UPDATE OF id, title_tokens, tokens ON posts_searchdocument BEGIN
        INSERT INTO posts_search (posts_search, rowid, title_tokens, tokens)
        VALUES ('delete', old.id, old.title_tokens, old.tokens);
        INSERT INTO posts_search (rowid, title_tokens, tokens) VALUES (new.id, new.title_tokens, new.tokens);
    END
    """,
    "INSERT INTO posts_search (posts_search) VALUES ('rebuild')",
    # From a match to its post without a look at the row, which is as long as the text.
    "CREATE INDEX IF NOT EXISTS posts_search_address ON posts_searchdocument (id, post_id, language)",
]
SQLITE_UNDO = [
    "DROP INDEX IF EXISTS posts_search_address",
    "DROP TRIGGER IF EXISTS posts_search_update",
    "DROP TRIGGER IF EXISTS posts_search_delete",
    "DROP TRIGGER IF EXISTS posts_search_insert",
    "DROP TABLE IF EXISTS posts_search",
]
POSTGRESQL = ["CREATE INDEX IF NOT EXISTS posts_search_tokens ON posts_searchdocument USING gin (tokens) WITH (fastupdate = on)"]
POSTGRESQL_UNDO = ["DROP INDEX IF EXISTS posts_search_tokens"]


def restore_search_index(apps, schema_editor):
    """Make what searches the documents, where it is missing."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop_search_index(apps, schema_editor):
    for statement in POSTGRESQL_UNDO if schema_editor.connection.vendor == "postgresql" else SQLITE_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("posts", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="searchdocument",
            name="title_tokens",
            field=posts.models.search.TokensField(blank=True),
        ),
        migrations.AlterField(
            model_name="searchdocument",
            name="tokens",
            field=posts.models.search.TokensField(blank=True),
        ),
        migrations.RunPython(restore_search_index, drop_search_index),
    ]
