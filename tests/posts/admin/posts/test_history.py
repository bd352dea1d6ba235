"""The versions of a post in the admin, the way back to each, and the way into the bin."""

import pytest
from django.urls import reverse

from posts.models import BinnedPost, Credit, Post, Revision
from posts.services.history import recording
from tests.factories import make_person, make_post, make_tag
from tests.posts.admin.editors import form_of, sign_in

pytestmark = pytest.mark.django_db


def page(post: Post, name: str = "history") -> str:
    return reverse(f"admin:posts_post_{name}", args=[post.pk])


@pytest.fixture
def editor():
    return sign_in()


def test_a_form_that_is_saved_is_one_change(editor):
    post = make_post("Lanterns", authors=[make_person()])
    data = form_of(editor.get(page(post, "change"))) | {"title_en": "Lamps", "credits-0-role": "editor"}
    assert editor.post(page(post, "change"), data).status_code == 302
    revision = Revision.objects.get()
    assert {"title_en", "credits"} <= revision.before.keys()
    assert revision.made_by.username.startswith("editor")


def test_a_form_that_is_saved_and_sent_to_review_is_one_change(editor):
    post = make_post("Lanterns", status="draft")
    data = form_of(editor.get(page(post, "change"))) | {"title_en": "Lamps", "_send": "on"}
    assert editor.post(page(post, "change"), data).status_code == 302
    revision = Revision.objects.get()
    assert {"title_en", "status:en"} <= revision.before.keys()
    assert post.steps.get().after == "in_review"


def test_a_form_that_changes_nothing_is_none(editor):
    post = make_post("Lanterns")
    editor.post(page(post, "change"), form_of(editor.get(page(post, "change"))))
    editor.post(page(post, "change"), form_of(editor.get(page(post, "change"))))
    assert Revision.objects.count() <= 1, "at most what a first save puts in order"


def test_the_page_shows_line_by_line_what_changed(editor):
    post = make_post("Lanterns")
    with recording([post.pk], reason="Clearer <words>"):
        Post.objects.filter(pk=post.pk).update(body_en="One.\n\nTwo lamps.")
    said = editor.get(page(post)).content.decode()
    assert "Clearer &lt;words&gt;" in said
    assert "Body (English)" in said
    assert "Two lamps." in said


def test_a_version_is_restored_once_that_is_confirmed(editor):
    post = make_post("Lanterns")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    revision = Revision.objects.get()
    asked = editor.post(page(post), {"revision": revision.pk})
    assert "Restore this version?" in asked.content.decode()
    assert Post.objects.get().title_en == "Lamps"
    editor.post(page(post), {"revision": revision.pk, "confirmed": "yes", "change_reason": "Better before"})
    assert Post.objects.get().title_en == "Lanterns"
    assert Revision.objects.first().reason == "Better before"


@pytest.mark.parametrize("sent", ["", "x", "0", "9" * 30])
def test_a_version_that_is_none_is_said_to_be_none(editor, sent):
    post = make_post()
    said = editor.post(page(post), {"revision": sent, "confirmed": "yes"}, follow=True).content.decode()
    assert "There is no such version" in said


def test_a_version_of_another_post_is_none(editor):
    post, other = make_post("One"), make_post("Two")
    with recording([other.pk]):
        Post.objects.filter(pk=other.pk).update(title_en="Three")
    editor.post(page(post), {"revision": Revision.objects.get().pk, "confirmed": "yes"})
    assert set(Post.objects.values_list("title_en", flat=True)) == {"One", "Three"}


def test_whoever_may_only_look_restores_nothing():
    post = make_post("Lanterns")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    viewer = sign_in("view_post")
    assert "Back to before" not in viewer.get(page(post)).content.decode()
    assert viewer.post(page(post), {"revision": Revision.objects.get().pk, "confirmed": "yes"}).status_code == 403


def test_what_is_deleted_goes_to_the_bin(editor):
    post, other = make_post("Lanterns"), make_post("Anchors")
    asked = editor.get(page(post, "delete")).content.decode()
    assert "goes to the bin" in asked
    editor.post(page(post, "delete"), {"post": "yes"})
    data = {"action": "delete_selected", "_selected_action": [other.pk]}
    assert "go to the bin" in editor.post(reverse("admin:posts_post_changelist"), data).content.decode()
    editor.post(reverse("admin:posts_post_changelist"), data | {"post": "yes"})
    assert not Post.objects.exists()
    assert {binned.title for binned in BinnedPost.objects.all()} == {"Lanterns", "Anchors"}
    assert all(binned.deleted_by for binned in BinnedPost.objects.all())


def test_what_changes_posts_from_elsewhere_is_in_their_history(editor):
    tag = make_tag()
    post = make_post(authors=[make_person()], tags=[tag])
    credit = Credit.objects.get()
    editor.post(reverse("admin:posts_credit_delete", args=[credit.pk]), {"post": "yes"})
    editor.post(reverse("admin:posts_tag_delete", args=[tag.pk]), {"post": "yes"})
    assert [set(revision.before) for revision in post.revisions.all()] == [{"tags"}, {"credits"}]


@pytest.mark.parametrize("action", ["withdraw", "mark_reviewed", "confirm_dates"])
def test_what_is_done_from_the_list_is_in_the_history(editor, action):
    post = make_post(review=["Why?"], date_basis="inferred")
    editor.post(reverse("admin:posts_post_changelist"), {"action": action, "_selected_action": [post.pk]})
    assert post.revisions.count() == 1
