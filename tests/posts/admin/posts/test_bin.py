"""The bin in the admin, and the button that undoes an import."""

import pytest
from django.urls import reverse

from posts.importer.run import import_archive
from posts.models import BinnedPost, ImportRun, Post
from posts.services.bin import bin_posts
from posts.services.history import recording
from tests.factories import make_post
from tests.posts.admin.editors import sign_in
from tests.posts.importer.listing import entry, write

pytestmark = pytest.mark.django_db

BIN = reverse("admin:posts_binnedpost_changelist")


def act(client, action: str, *keys: int, **data):
    return client.post(BIN, {"action": action, "_selected_action": keys, **data}, follow=True)


def binned(title: str = "Lanterns") -> int:
    key = make_post(title).pk
    bin_posts([key])
    return key


def test_posts_are_taken_out_of_the_bin():
    key = binned()
    assert "1 post taken out of the bin." in act(sign_in(), "restore", key).content.decode()
    assert Post.objects.get().pk == key


def test_what_cannot_come_back_says_why():
    key = binned("Lanterns")
    make_post("Lanterns")
    assert "leads to another post now" in act(sign_in(), "restore", key).content.decode()
    assert BinnedPost.objects.exists()


def restore_button(key: int) -> str:
    return reverse("admin:posts_binnedpost_restore", args=[key])


def test_the_page_of_a_post_in_the_bin_has_a_button_that_takes_it_out():
    key, editor = binned(), sign_in()
    assert restore_button(key) in editor.get(reverse("admin:posts_binnedpost_change", args=[key])).content.decode()
    assert editor.get(restore_button(key)).status_code == 405
    answer = editor.post(restore_button(key))
    assert answer["Location"] == reverse("admin:posts_post_change", args=[key])
    assert Post.objects.get().pk == key


def test_the_button_says_why_a_post_stays_in_the_bin():
    key = binned("Lanterns")
    make_post("Lanterns")
    assert "leads to another post now" in sign_in().post(restore_button(key), follow=True).content.decode()
    assert BinnedPost.objects.exists()


def test_whoever_may_only_look_has_no_button():
    key, viewer = binned(), sign_in("view_binnedpost")
    assert restore_button(key) not in viewer.get(reverse("admin:posts_binnedpost_change", args=[key])).content.decode()
    assert viewer.post(restore_button(key)).status_code == 403
    assert BinnedPost.objects.exists()


@pytest.mark.parametrize("key", ["999", "x", "9" * 30])
def test_the_button_of_a_post_that_is_not_there_leads_away(key):
    assert sign_in().post(f"{BIN}{key}/restore/").status_code == 302


def test_posts_are_deleted_for_good_once_that_is_confirmed():
    key = binned()
    editor = sign_in()
    assert "cannot be undone" in act(editor, "delete_for_good", key).content.decode()
    assert BinnedPost.objects.exists()
    act(editor, "delete_for_good", key, confirmed="yes")
    assert not BinnedPost.objects.exists()


@pytest.mark.parametrize("action", ["restore", "delete_for_good"])
def test_whoever_may_only_look_empties_nothing(action):
    key = binned()
    assert act(sign_in("view_binnedpost"), action, key, confirmed="yes").status_code == 403
    assert BinnedPost.objects.exists()


@pytest.fixture
def run(tmp_path) -> ImportRun:
    write(tmp_path, one=[entry("Lanterns"), entry("Anchors")])
    import_archive([str(tmp_path)])
    return ImportRun.objects.get()


def undo_page(run: ImportRun) -> str:
    return reverse("admin:posts_importrun_undo", args=[run.pk])


def test_an_import_is_undone_once_that_is_confirmed(run):
    editor = sign_in()
    assert undo_page(run) in editor.get(reverse("admin:posts_importrun_change", args=[run.pk])).content.decode()
    asked = editor.get(undo_page(run)).content.decode()
    assert "To the bin: 2" in asked
    assert Post.objects.count() == 2
    assert "Undone, by this run" in editor.post(undo_page(run), {"confirmed": "yes"}, follow=True).content.decode()
    assert not Post.objects.exists()
    assert "was undone by run" in editor.get(undo_page(run)).content.decode()


def test_work_done_since_is_shown_and_kept_when_asked_to(run):
    editor = sign_in()
    post = Post.objects.get(slug_en="anchors")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Our <anchors>")
    assert "Our &lt;anchors&gt;" in editor.get(undo_page(run)).content.decode()
    assert "have been changed since" in editor.post(undo_page(run), {"confirmed": "yes"}, follow=True).content.decode()
    assert Post.objects.count() == 2
    editor.post(undo_page(run), {"confirmed": "yes", "keep_edits": "yes"})
    assert Post.objects.get() == post


def test_whoever_may_only_look_undoes_nothing(run):
    viewer = sign_in("view_importrun")
    assert undo_page(run) not in viewer.get(reverse("admin:posts_importrun_change", args=[run.pk])).content.decode()
    assert viewer.get(undo_page(run)).status_code == 403
    assert viewer.post(undo_page(run), {"confirmed": "yes"}).status_code == 403
    assert Post.objects.count() == 2
