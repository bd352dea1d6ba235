"""Every change leaves what was before it."""

import contextlib

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Person
from posts.digests import field_digest
from posts.importer.store.compare import with_everything
from posts.models import ImportRun, Post, Revision
from posts.services.compared import stored_fields
from posts.services.history import base_value, recording, restore, versions
from posts.services.merge import merge
from posts.services.rewriting import CannotRestore
from posts.services.texts import refresh_texts
from tests.factories import make_person, make_post, make_text
from tests.posts.services.whole import dump, make_whole_post

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


def test_what_is_done_inside_is_one_change_with_what_is_done_around_it(editor):
    one, two, other = make_post("Lanterns"), make_post("Bells"), make_post("Drums")
    with recording([one.pk, two.pk], by=editor, reason="Edited"):
        Post.objects.filter(pk=one.pk).update(title_en="Lamps")
        with recording([one.pk, other.pk], reason="Published", texts=False):
            Post.objects.filter(pk__in=[one.pk, other.pk]).update(status="draft")
    assert {revision.post_id: (revision.made_by, revision.reason, revision.before) for revision in Revision.objects.all()} == {
        one.pk: (editor, "Edited", {"title_en": "Lanterns", "status": "published"}),
        other.pk: (None, "Published", {"status": "published"}),
    }


def test_the_reason_given_inside_is_told_where_there_is_no_other():
    post = make_post("Lanterns")
    with recording([post.pk]), recording([post.pk], reason="Translated"):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Lights")
    assert list(Revision.objects.order_by("pk").values_list("reason", flat=True)) == ["Translated", ""]


def test_a_text_changed_inside_a_block_that_looks_at_none_is_one_change_with_it(editor):
    post = make_post("Lanterns", zh="灯塔", body_en="Before.")
    with recording([post.pk], by=editor, texts=False):
        Post.objects.filter(pk=post.pk).update(status="draft")
        with recording([post.pk]):
            Post.objects.filter(pk=post.pk).update(status="archived", body_en="After.")
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    [version] = versions(post)
    before = {"status": "published", "body_en": "Before.", "title_en": "Lanterns", "changed_at:en": None}
    assert version.revision.before == before
    restore(version.revision, publication=True)
    post.refresh_from_db()
    assert (post.status, post.body_en, post.title_en) == ("published", "Before.", "Lanterns")


def test_who_changed_something_inside_is_told_where_nobody_else_is(editor):
    post = make_post("Lanterns")
    with recording([post.pk]), recording([post.pk], by=editor):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    assert Revision.objects.get().made_by == editor


def test_what_failed_inside_says_nothing_of_what_was_done_around_it(editor):
    post = make_post("Lanterns")
    with recording([post.pk]):
        with contextlib.suppress(LookupError), recording([post.pk], by=editor, reason="Published"):
            Post.objects.filter(pk=post.pk).update(status="draft")
            raise LookupError
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    revision = Revision.objects.get()
    assert (revision.made_by, revision.reason, revision.before) == (None, "", {"title_en": "Lanterns"})


def test_blocks_inside_each_other_thrice_are_one_change():
    post = make_post("Lanterns", body_en="Before.")
    with recording([post.pk], texts=False), recording([post.pk], texts=False), recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(body_en="After.", status="draft")
    assert Revision.objects.get().before == {"body_en": "Before.", "status": "published"}


def test_a_text_begun_in_a_block_that_looks_at_none_was_not_there_before():
    post = make_post("Lanterns")
    with recording([post.pk], texts=False):
        make_text(post, "zh-hans", source_text="Older.")
        with recording([post.pk]):
            post.translations.filter(language="zh-hans").update(source_text="Newer.")
    assert Revision.objects.get().before["source_text:zh-hans"] is None


def test_texts_changed_inside_a_block_that_looks_at_none_are_kept():
    post = make_post(zh="灯塔")
    with recording([post.pk], texts=False), recording([post.pk]):
        post.translations.filter(language="zh-hans").update(source_text="Older.")
    assert "source_text:zh-hans" in Revision.objects.get().before


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


# The way back


def change_everything(post: Post) -> None:
    """As much as an editor can change of a post at once."""
    Post.objects.filter(pk=post.pk).update(
        title_en="Lamps",
        slug_en="lamps",
        body_en="Other words.",
        body_zh_hans=None,
        title_zh_hans=None,
        slug_zh_hans=None,
        series=None,
        review=[],
        needs_review=False,
        syndicated_from="Larkspur Weekly",
    )
    post.refresh_from_db()
    post.credits.all().delete()
    post.credits.create(person=make_person(), role="editor")
    post.tagged.all().delete()
    post.categories.clear()
    post.project_links.all().delete()
    post.legacy_paths.create(path="/lanterns/")
    refresh_texts(post)


def test_a_version_comes_back_whole():
    post = make_whole_post()
    before = dump_of_posts()
    with recording([post.pk]):
        change_everything(post)
    assert dump_of_posts() != before
    assert restore(Revision.objects.get(), publication=True)
    assert dump_of_posts() == before


def test_a_way_back_is_a_change_that_leads_forth_again():
    post = make_whole_post()
    with recording([post.pk]):
        change_everything(post)
    after = dump_of_posts()
    restore(Revision.objects.get(), reason="It was better", publication=True)
    newest = post.revisions.first()
    assert newest.reason == "It was better"
    restore(newest, publication=True)
    assert dump_of_posts() == after
    assert post.revisions.count() == 3


def dump_of_posts():
    return {name: rows for name, rows in dump().items() if name != "Person"}


def test_further_back_leads_over_all_changes_since():
    post = make_post("One")
    for title, summary in (("Two", ""), ("Two", "Short."), ("Three", "Long.")):
        with recording([post.pk]):
            Post.objects.filter(pk=post.pk).update(title_en=title, summary_en=summary)
    second = post.revisions.order_by("pk")[1]
    restore(second)
    post.refresh_from_db()
    assert (post.title_en, post.summary_en) == ("Two", "")


def test_going_back_neither_hides_nor_publishes():
    post = make_post("One", zh="一", status="draft")
    post.translations.update(status="draft", published_at=None)
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Two", status="published")
        post.translations.update(status="published", published_at=post.published_at)
    restore(post.revisions.get())
    post.refresh_from_db()
    assert (post.title_en, post.status) == ("One", "published")
    assert set(post.translations.values_list("status", flat=True)) == {"published"}


def test_a_text_that_comes_back_is_a_draft():
    post = make_post("One", zh="一")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_zh_hans=None, body_zh_hans=None, slug_zh_hans=None)
        post.translations.filter(language="zh-hans").delete()
    restore(post.revisions.get())
    text = post.translations.get(language="zh-hans")
    assert (text.status, text.body_html, text.length) == ("draft", "<p>Text of 一.</p>\n", 1)


def test_nothing_to_go_back_to_changes_nothing():
    post = make_post("One")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Two")
    revision = post.revisions.get()
    assert restore(revision)
    assert not restore(revision)
    assert post.revisions.count() == 2


def test_an_address_that_is_taken_is_not_taken_back():
    post = make_post("One")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(slug_en="two")
    make_post("Another", slug_en="one")
    with pytest.raises(CannotRestore, match="“one” leads to another post now, “Another”"):
        restore(post.revisions.get())


def test_who_was_merged_meanwhile_is_credited_as_who_they_are():
    ada, twin = make_person("Ada Example"), make_person("A. Example")
    post = make_post(authors=[twin])
    with recording([post.pk]):
        post.credits.all().delete()
    revision = post.revisions.get()
    merge(keep=ada, others=[twin])
    restore(revision)
    assert post.credits.get().person == ada


def test_versions_tell_what_each_change_did(editor):
    post = make_post("Lanterns", authors=[make_person("Ada Example")])
    with recording([post.pk], by=editor, reason="Clearer"):
        Post.objects.filter(pk=post.pk).update(title_en="Lamps")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Lights", status="draft")
        post.credits.update(role="editor")
    newest, oldest = versions(post)
    assert [(c.field, c.before, c.after) for c in oldest.changes] == [("title_en", "Lanterns", "Lamps")]
    assert (oldest.revision.made_by, oldest.revision.reason) == (editor, "Clearer")
    assert {c.field: (c.before, c.after) for c in newest.changes} == {
        "title_en": ("Lamps", "Lights"),
        "status": ("published", "draft"),
        "credits": ([["Ada Example", "", "author", "", ""]], [["Ada Example", "", "editor", "", ""]]),
    }


def test_the_history_knows_every_value_an_import_may_ask_for():
    post = make_whole_post()
    written = stored_fields(with_everything(Post.objects.all()).get())
    with recording([post.pk]):
        change_everything(post)
    now = stored_fields(with_everything(Post.objects.all()).get())
    for field, value in (*written.items(), *now.items()):
        found = base_value(post, field, field_digest(value))
        assert (found or None) == (value or None), field
    assert base_value(post, "title_en", "no such digest") is None
