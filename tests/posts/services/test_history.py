"""Every change leaves what was before it."""

import contextlib

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Person
from posts.models import ImportRun, Post, Revision
from posts.services.history import recording
from tests.factories import make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def test_a_change_leaves_what_was_before(editor):
    post = make_post("Lanterns")
    with recording([post.pk], by=editor, reason="A better name"):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    revision = Revision.objects.get()
    assert (revision.post_id, revision.made_by, revision.run, revision.reason) == (post.pk, editor, None, "A better name")
    assert revision.before == {"title_en": "Lanterns"}
    assert revision.after.keys() == {"title_en"}


def test_only_posts_that_changed_have_one():
    one, two = make_post(), make_post()
    with recording([one.pk, two.pk]):
        Post.objects.filter(pk=two.pk).update(summary_en="Short.")
        Post.objects.filter(pk=one.pk).update(summary_en="")
    assert list(Revision.objects.values_list("post", flat=True)) == [two.pk]


def test_what_is_gone_is_known_by_name():
    person = make_person("Ada Example")
    post = make_post(authors=[person])
    with recording([post.pk]):
        post.credits.all().delete()
        Person.objects.all().delete()
    revision = Revision.objects.get()
    assert [credit["person_id"] for credit in revision.before["credits"]] == [person.pk]
    assert revision.names == {"people.person": {str(person.pk): ["ada-example", "Ada Example"]}}


def test_a_run_is_stored_with_its_first_revision():
    post, run = make_post(), ImportRun()
    with recording([post.pk], run=run):
        pass
    assert run.pk is None
    with recording([post.pk], run=run):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    assert Revision.objects.get().run == ImportRun.objects.get() == run


def test_what_fails_leaves_nothing():
    post = make_post("Lanterns")
    with contextlib.suppress(RuntimeError), recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
        raise RuntimeError
    assert Post.objects.get().title_en == "Lanterns"
    assert not Revision.objects.exists()


def test_the_cost_does_not_grow_with_the_posts():
    def queries(posts) -> int:
        with CaptureQueriesContext(connection) as captured, recording([post.pk for post in posts]):
            Post.objects.filter(pk__in=[post.pk for post in posts]).update(status="draft")
        return len(captured)

    one = [make_post(authors=[make_person()])]
    many = [make_post(authors=[make_person()]) for _ in range(5)]
    assert queries(one) == queries(many)
    assert Revision.objects.count() == 6


def test_revisions_outlive_their_post():
    post = make_post()
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    key = post.pk
    post.delete()
    assert Revision.objects.get().post_id == key
