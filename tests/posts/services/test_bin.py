"""What is deleted goes to the bin, and comes back as it was."""

import pytest
from django.contrib.auth.models import User

from people.models import Organization, Person
from posts.models import BinnedPost, ImportRecord, ImportRun, Post, Provenance, Revision
from posts.parked import PARKED
from posts.services.bin import bin_posts, delete_for_good, restore_posts
from posts.services.history import recording
from posts.services.rewriting import CannotRestore
from posts.services.snapshots import snapshots
from tests.factories import make_post
from tests.posts.services.whole import dump, make_whole_post

pytestmark = pytest.mark.django_db


def test_a_post_comes_back_as_it_was():
    post = make_whole_post()
    make_whole_post("Anchors")
    before = dump()
    assert bin_posts([post.pk]) == 1
    assert not Post.objects.filter(pk=post.pk).exists()
    assert dump() != before
    assert restore_posts([post.pk]) == 1
    assert dump() == before
    assert not BinnedPost.objects.exists()


def test_the_bin_says_what_it_holds():
    editor = User.objects.create_user("editor")
    post = make_whole_post()
    bin_posts([post.pk, 0], by=editor)
    binned = BinnedPost.objects.get()
    assert (binned.pk, binned.title, binned.import_ref) == (post.pk, "Lanterns\nLanterns 灯笼", "lanterns ref")
    assert (binned.deleted_by, binned.run, str(binned)) == (editor, None, "Lanterns")


def test_its_history_and_what_imports_did_stay_with_it():
    post = make_post()
    run = ImportRun.objects.create()
    record = ImportRecord.objects.create(run=run, post=post, outcome="created", file="a.txt", line_start=1, line_end=2)
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    bin_posts([post.pk])
    record.refresh_from_db()
    assert record.post is None
    restore_posts([post.pk])
    record.refresh_from_db()
    assert record.post == post
    assert post.revisions.count() == 1


def test_whom_it_names_and_is_gone_meanwhile_comes_back_too():
    post = make_whole_post()
    bin_posts([post.pk])
    Person.objects.all().delete()
    Organization.objects.all().delete()
    restore_posts([post.pk])
    author, reviewer, translator = post.credits.all()
    assert author.person.name_en.startswith("Ada Example")
    assert translator.person.name_en.startswith("Ada Example")
    assert reviewer.organization.name_en.startswith("Example Co")


def test_an_address_that_another_post_has_now_is_not_taken_from_it():
    post = make_post("Lanterns")
    bin_posts([post.pk])
    other = make_post(None, zh="灯笼", slug_zh_hans="lanterns")
    with pytest.raises(CannotRestore, match="“lanterns” leads to another post now, “灯笼”"):
        restore_posts([post.pk])
    assert Post.objects.get() == other
    assert BinnedPost.objects.exists()


def test_a_post_that_an_import_made_anew_is_in_the_way():
    post = make_post("Lanterns", import_ref="lanterns")
    bin_posts([post.pk])
    make_post("Lamps", import_ref="lanterns")
    with pytest.raises(CannotRestore, match="made “Lamps” anew"):
        restore_posts([post.pk])


def test_a_place_where_another_post_stands_now_is_kept_aside():
    post = make_whole_post()
    [place] = post.provenance.all()
    bin_posts([post.pk])
    Provenance.objects.create(post=make_post(), file=place.file, position=place.position, line_start=1, line_end=2)
    restore_posts([post.pk])
    assert post.provenance.get().position == place.pk + PARKED


def test_for_good_is_for_good():
    post, other = make_post(), make_post()
    for one in (post, other):
        with recording([one.pk]):
            Post.objects.filter(pk=one.pk).update(summary_en="Short.")
        bin_posts([one.pk])
    assert delete_for_good([post.pk]) == 1
    assert list(BinnedPost.objects.values_list("pk", flat=True)) == [other.pk]
    assert list(Revision.objects.values_list("post", flat=True)) == [other.pk]
    assert restore_posts([post.pk]) == 0


def test_many_at_once_are_the_same_as_one_by_one():
    posts = [make_whole_post(title) for title in ("Anchors", "Bells", "Candles")]
    before, states = dump(), snapshots(post.pk for post in posts)
    bin_posts(post.pk for post in posts)
    restore_posts(post.pk for post in posts)
    assert snapshots(states) == states
    assert dump() == before
