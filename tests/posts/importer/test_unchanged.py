"""Of an archive that is imported again only what changed is written: no row besides, in any table, and no revision."""

from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from posts.importer.run import import_archive
from posts.models import Post, Revision
from tests.posts.importer.archives import listing, wordpress

pytestmark = pytest.mark.django_db

SIZES = [200, pytest.param(10_000, marks=pytest.mark.long)]  # posts
ONE_OF = 100  # posts changes
OWNER = {"posts_post": "id", "posts_taggedpost": "content_object_id"}  # the column that says whose a row is; elsewhere: post_id
WRITTEN = {f"posts_{name}" for name in ("post", "translation", "searchdocument", "provenance", "revision", "importrecord")}
BESIDES = {f"posts_{name}" for name in ("importrun", "rowchange", "archivefile", "contentversion")}  # of the run, not of a post
WORDS = "posts_search"  # how SQLite's index of the words in posts_searchdocument is called, and the tables it is made of


def tables() -> dict[str, Counter[tuple[int | None, int]]]:
    """Every row of every table: whose it is, and a digest of all that stands in it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            owner = OWNER.get(table, "post_id")
            at = columns.index(owner) if owner in columns else None
            found[table] = Counter((None if at is None else row[at], hash(repr(row))) for row in cursor)
    return found


def rows_written() -> int:
    """How many rows were written since the connection (SQLite) or the transaction (PostgreSQL) began, even as they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return connection.connection.total_changes
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0] or 0)


@pytest.mark.parametrize("posts", SIZES)
@pytest.mark.parametrize("archive", [wordpress, listing])
def test_unchanged_no_row_is_written(archive, posts, tmp_path):
    path = archive(tmp_path, posts)
    assert import_archive([path]).counts["created"] == posts
    before, written = tables(), rows_written()
    again = import_archive([path])
    assert (again.counts["unchanged"], again.changed) == (posts, False)
    assert rows_written() == written
    assert tables() == before
    assert not Revision.objects.exists()


@pytest.mark.parametrize("posts", SIZES)
@pytest.mark.parametrize("archive", [wordpress, listing])
def test_of_those_that_changed_only_they_are_written(archive, posts, tmp_path):
    path = archive(tmp_path, posts)
    import_archive([path])
    numbers = range(ONE_OF, posts + 1, ONE_OF)
    for file in [Path(path)] if Path(path).is_file() else Path(path).iterdir():
        text = file.read_text(encoding="utf-8")
        for number in numbers:
            text = text.replace(f"The story {number} team moved", f"The story {number} team has moved")
        file.write_text(text, encoding="utf-8")
    before = tables()
    report = import_archive([path])
    assert (report.counts["updated"], report.counts["unchanged"]) == (len(numbers), posts - len(numbers))
    changed = set(Post.objects.filter(body_en__contains="team has moved").values_list("pk", flat=True))
    assert len(changed) == len(numbers)
    written = {
        table: {owner for owner, _row in (before[table] - rows) + (rows - before[table])}
        for table, rows in tables().items()
        if rows != before[table] and not (table.startswith(WORDS) and table not in WRITTEN)
    }
    assert {table: posts for table, posts in written.items() if table not in BESIDES} == dict.fromkeys(WRITTEN, changed)
    assert Revision.objects.count() == len(numbers)
