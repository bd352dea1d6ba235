"""When a source came to say what it says."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from posts.importer.run import import_archive
from posts.importer.store.undo import plan, undo_run
from posts.models import ImportRun, Post, Revision
from posts.services.bin import bin_posts, restore_posts
from posts.services.history import recording, restore
from posts.services.texts import refresh_texts
from tests.factories import make_post
from tests.posts.importer.listing import body, entry, write

pytestmark = pytest.mark.django_db

EARLIER = datetime(2019, 3, 1, tzinfo=UTC)


def changed_at(post: Post, language: str = "en") -> datetime | None:
    return post.translations.get(language=language).changed_at


def change(post: Post, **texts: str) -> None:
    with recording([post.pk]):
        post = Post.objects.get(pk=post.pk)
        for name, text in texts.items():
            setattr(post, name, text)
        post.save()
        refresh_texts(post)


@pytest.mark.parametrize(
    ("texts", "counts"),
    [
        pytest.param({"body_en": "Altogether new."}, True, id="body"),
        pytest.param({"title_en": "Lamps"}, True, id="title"),
        pytest.param({"summary_en": "In short."}, True, id="summary"),
        pytest.param({"body_en": "Text of  *Lanterns*."}, False, id="written-otherwise"),
        pytest.param({"slug_en": "lamps"}, False, id="address"),
        pytest.param({"body_zh_hans": "全新的文字。"}, False, id="translation"),
        pytest.param({"syndicated_from": "Larkspur Weekly"}, False, id="no-text"),
    ],
)
def test_only_what_a_source_says_counts(texts, counts):
    post, start = make_post("Lanterns", zh="灯笼"), timezone.now()
    post.translations.filter(language="en").update(changed_at=EARLIER)
    change(post, **texts)
    assert (changed_at(post) > start) if counts else changed_at(post) == EARLIER
    assert changed_at(post, "zh-hans") is None


def test_a_text_nobody_translated_has_no_day():
    post = make_post("Lanterns")
    change(post, body_en="Altogether new.")
    assert changed_at(post) is None


def test_a_source_that_is_brought_back_has_the_day_it_had():
    post = make_post("Lanterns", zh="灯笼")
    post.translations.filter(language="en").update(changed_at=EARLIER)
    change(post, body_en="Altogether new.")
    restore(Revision.objects.get())
    assert changed_at(post) == EARLIER


def test_the_bin_keeps_the_day():
    post = make_post("Lanterns", zh="灯笼")
    post.translations.filter(language="en").update(changed_at=EARLIER)
    bin_posts([post.pk])
    restore_posts([post.pk])
    assert changed_at(post) == EARLIER


def test_several_posts_are_dated_at_once(django_assert_max_num_queries):
    posts = [make_post(zh="灯笼"), make_post(zh="钟"), make_post()]
    with recording([post.pk for post in posts]):
        Post.objects.update(summary_en="In short.")
    assert [changed_at(post) is not None for post in posts] == [True, True, False]


# Imports


def written(folder, says: str) -> str:
    return write(folder, page=[entry("Lanterns", f"{body('Lanterns')}\n\n{says}")])


def test_an_import_dates_what_it_changes_and_nothing_else_and_an_undo_takes_it_back(tmp_path):
    import_archive([written(tmp_path, "It began in spring.")])
    post = Post.objects.get()
    change(post, title_zh_hans="灯笼", slug_zh_hans="灯笼", body_zh_hans="灯笼的文字。")
    assert (post.translations.count(), changed_at(post)) == (2, None)
    import_archive([written(tmp_path, "It began in autumn.")])
    changed = changed_at(post)
    assert changed is not None
    run = ImportRun.objects.latest("pk")
    import_archive([written(tmp_path, "It began in autumn.")])
    assert changed_at(post) == changed
    assert [step.fields for step in plan(run).steps] == [("body_en", "source_text:zh-hans")]
    undo_run(run)
    assert changed_at(post) is None
