"""What an import keeps of each post while it runs: an archive of a hundred thousand must fit."""

import gc
import tracemalloc

import pytest
from django.db import connection, reset_queries

from posts.importer import readers
from posts.importer.planning import Plan
from posts.importer.prepare import Prepared
from posts.importer.report import Listener, Report
from posts.importer.run import import_archive
from posts.importer.store.known import read_known
from posts.importer.tally import Tally
from posts.importer.workers import map_here
from tests.posts.importer.archives import listing, wordpress
from tests.posts.importer.listing import body

pytestmark = pytest.mark.django_db

POSTS = 300


@pytest.mark.parametrize(("archive", "most"), [(wordpress, 1_500), (listing, 2_700)], ids=["wordpress", "listing"])
def test_what_is_kept_of_a_post_that_is_imported_again(archive, most, tmp_path):
    path = archive(tmp_path, POSTS)
    assert import_archive([path]).counts["created"] == POSTS
    sources = readers.find([path])
    tracemalloc.start()
    try:
        plan = Plan(sources, read_known(), Tally(sources, Report(), Listener(), fail_fast=False))
        plan.survey(map_here)
        kept, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(plan.posts) == POSTS
    assert kept / POSTS < most  # bytes


class Held(Listener):
    """Counts the posts that are made and held at a time."""

    most = 0

    def outcome(self, outcome):
        self.most = max(self.most, sum(isinstance(thing, Prepared) for thing in gc.get_objects()))


@pytest.mark.parametrize("archive", [wordpress, listing])
def test_a_post_is_let_go_once_it_is_written(archive, tmp_path, monkeypatch):
    monkeypatch.setattr("posts.importer.run.BATCH", 50)
    held = Held()
    assert import_archive([archive(tmp_path, POSTS)], listener=held).counts["created"] == POSTS
    assert 0 < held.most <= 100  # a batch is written while the next is made


@pytest.mark.parametrize(("again", "posts"), [(False, 50), (True, 17)], ids=["new", "compared"])
def test_long_posts_come_in_smaller_batches(again, posts, tmp_path, monkeypatch):
    archive = wordpress(tmp_path, POSTS)
    if again:
        import_archive([archive])
    length = len(body("story 100"))
    monkeypatch.setattr("posts.importer.run.MOST_TEXT", 50 * length)
    held = Held()
    import_archive([archive], listener=held)
    assert posts / 2 < held.most <= 2 * posts + 2


def test_statements_are_not_kept_where_debug_is_on(tmp_path, settings):
    settings.DEBUG = True
    reset_queries()
    import_archive([wordpress(tmp_path, POSTS)])
    assert len(connection.queries) < POSTS / 3
