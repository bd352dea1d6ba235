"""How the database keeps the token of :mod:`posts.serving.content_version`: triggers, not signals.

So ``update()``, a bulk load, a migration and somebody's ``psql`` count as much as a ``save()``.

On SQLite a writer is alone anyway, and each row replaces the token at once. On PostgreSQL that would let all who write wait for
each other until they commit, or deadlock. There a statement only notes that its transaction changes something, and the token is
replaced when the transaction commits.
"""

import random
from collections.abc import Iterator

from django.apps import apps
from django.db import connections

APPS = ("people", "projects", "posts")
# Whose rows no page shows. Any other model counts, a new one included.
UNSEEN = {
    "posts.ArchiveFile",
    "people.NotTheSame",
    "posts.Assignment",
    "posts.BinnedPost",
    "posts.ContentVersion",
    "posts.CountedLog",
    "posts.DeskLanguage",
    "posts.DeskPerson",
    "posts.Image",
    "posts.ImportConflict",
    "posts.ImportRecord",
    "posts.ImportRun",
    "posts.MediaFile",
    "posts.MemoryUnit",
    "posts.PostReads",
    "posts.PreviewLink",
    "posts.PromisedAddresses",
    "posts.QuarantinedEntry",
    "posts.RecentReads",
    "posts.Revision",
    "posts.RowChange",
    "posts.Term",
    "posts.UnsavedText",
    "posts.WorkflowStep",
}
PREFIX = "content_"  # of the triggers' names
# Tokens are random, so that one of before a restored backup does not come again.
LARGEST = 2**53

SQLITE_EVENTS = ("INSERT", "UPDATE", "DELETE")
SQLITE_TRIGGER = """
    CREATE TRIGGER IF NOT EXISTS {trigger} AFTER {event} ON {table}
    BEGIN UPDATE posts_contentversion SET token = random(); END
"""

POSTGRESQL = [
    "CREATE TABLE IF NOT EXISTS posts_contentchange (transaction xid8 PRIMARY KEY)",
    """
    CREATE OR REPLACE FUNCTION posts_content_changes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO posts_contentchange VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION posts_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE posts_contentversion SET token = (random() * {LARGEST})::bigint;
        DELETE FROM posts_contentchange WHERE transaction = NEW.transaction;
        RETURN NULL;
    END $$
    """,
    "DROP TRIGGER IF EXISTS posts_content_changed ON posts_contentchange",
    """
    CREATE CONSTRAINT TRIGGER posts_content_changed AFTER INSERT ON posts_contentchange
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION posts_content_changed()
    """,
]
POSTGRESQL_TRIGGER = """
    CREATE OR REPLACE TRIGGER {trigger} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION posts_content_changes()
"""
POSTGRESQL_UNDO = [
    "DROP FUNCTION IF EXISTS posts_content_changes CASCADE",  # with the triggers that call it
    "DROP TABLE IF EXISTS posts_contentchange",
    "DROP FUNCTION IF EXISTS posts_content_changed",
]


def install(using: str = "default") -> None:
    """Put the triggers where they are missing, and the first token in its row. Safe to repeat.

    Called after every ``migrate``: Django makes SQLite tables anew to alter them, and their triggers are gone.
    """
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    if "posts_contentversion" not in existing:
        return
    version = apps.get_model("posts", "ContentVersion").objects.using(using)
    version.get_or_create(pk=1, defaults={"token": random.randrange(LARGEST)})
    make = postgresql if connection.vendor == "postgresql" else sqlite
    with connection.cursor() as cursor:
        for statement in make(sorted(existing.intersection(tables()))):
            cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Take the triggers away, before the table they write to goes or is made anew."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statements = POSTGRESQL_UNDO
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            names = [name for (name,) in cursor.fetchall() if name.startswith(PREFIX)]
            statements = [f'DROP TRIGGER "{name}"' for name in names]
        for statement in statements:
            cursor.execute(statement)


def install_after_migrate(using: str, **_kwargs: object) -> None:
    install(using)


def tables() -> Iterator[str]:
    """Those whose rows readers can see, those of many-to-many fields included."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if model._meta.managed and model._meta.label not in UNSEEN:
                yield model._meta.db_table


def postgresql(names: list[str]) -> list[str]:
    return POSTGRESQL + [POSTGRESQL_TRIGGER.format(trigger=PREFIX + name, table=name) for name in names]


def sqlite(names: list[str]) -> list[str]:
    return [
        SQLITE_TRIGGER.format(trigger=f"{PREFIX}{name}_{event.lower()}", event=event, table=name)
        for name in names
        for event in SQLITE_EVENTS
    ]
