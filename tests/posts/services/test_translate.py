"""Saving a translation, and saying that it follows its source."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import ValidationError

from posts.models import Post, Revision
from posts.services.history import recording
from posts.services.texts import refresh_texts
from posts.services.translate import (
    Loaded,
    SavedMeanwhile,
    Texts,
    keeps_current,
    load,
    minor_edit,
    save_translation,
    still_valid,
    texts_of,
)
from posts.states import State, state_of
from posts.translating.stale import digest
from tests.factories import make_post

pytestmark = pytest.mark.django_db
ZH = Texts("灯笼", "denglong", "说灯笼。", "灯笼的文字。")


@pytest.fixture
def by() -> User:
    return User.objects.create_user("translator")


@pytest.fixture
def post() -> Post:
    post = make_post("Lanterns")
    refresh_texts(post)
    return post


def save(post: Post, texts: Texts, by, *, loaded: Loaded | None = None, follows: bool = False):
    loaded = loaded or load(Post.objects.get(pk=post.pk), "zh-hans")
    return save_translation(post.pk, "zh-hans", texts, loaded=loaded, follows=follows, by=by)


def change_source(post: Post, body: str) -> None:
    post = Post.objects.get(pk=post.pk)
    post.body_en = body
    post.save()
    refresh_texts(post)


def state(post: Post) -> State:
    post = Post.objects.get(pk=post.pk)
    rows = {row.language: row for row in post.translations.all()}
    return state_of(rows.get("zh-hans"), rows["en"])


def test_a_new_translation_is_a_draft_made_from_what_was_shown(post, by):
    saved = save(post, ZH, by)
    assert saved.has_changed
    row = Post.objects.get().translations.get(language="zh-hans")
    assert (row.status, row.source_text) == ("draft", "Lanterns\n\nText of Lanterns.")
    assert texts_of(Post.objects.get(), "zh-hans") == ZH == saved.loaded.target
    assert Revision.objects.get().made_by == by


def test_saving_what_is_saved_changes_nothing(post, by):
    save(post, ZH, by)
    assert not save(post, ZH, by).has_changed
    assert Revision.objects.count() == 1


def test_what_was_made_from_an_older_source_is_outdated_from_the_start(post, by):
    loaded = load(post, "zh-hans")
    change_source(post, "Other text.")
    saved = save(post, ZH, by, loaded=loaded, follows=True)
    assert saved.source_moved
    assert state(post) == State.OUTDATED


@pytest.mark.parametrize("follows", [True, False])
def test_saving_moves_the_pin_only_where_the_translator_says_so(post, by, follows):
    save(post, ZH, by)
    change_source(post, "Other text.")
    save(post, replace(ZH, body="别的文字。"), by, follows=follows)
    assert (state(post) == State.OUTDATED) is not follows


def test_still_valid_clears_it_without_an_edit_and_is_recorded(post, by):
    save(post, ZH, by)
    change_source(post, "Other text.")
    now = digest(load(Post.objects.get(), "zh-hans").source)
    assert still_valid(post.pk, "zh-hans", source_digest=now, by=by)
    assert state(post) == State.DRAFT
    assert texts_of(Post.objects.get(), "zh-hans") == ZH
    assert Revision.objects.first().made_by == by


def test_still_valid_is_refused_when_the_source_has_moved_on_since_it_was_looked_at(post, by):
    save(post, ZH, by)
    seen = digest(load(Post.objects.get(), "zh-hans").source)
    change_source(post, "Other text.")
    assert not still_valid(post.pk, "zh-hans", source_digest=seen, by=by)
    assert state(post) == State.OUTDATED


def test_a_minor_edit_keeps_current_what_was(post, by):
    save(post, ZH, by)
    before = digest(load(Post.objects.get(), "zh-hans").source)
    change_source(post, "Text of  *Lanterns*.")
    assert keeps_current(Post.objects.get(), before) == [], "nothing that is read changed"
    change_source(post, "Text of lanterns!")
    assert keeps_current(Post.objects.get(), before) == ["zh-hans"]
    assert minor_edit(post.pk, before, by=by) == ["zh-hans"]
    assert state(post) == State.DRAFT


def test_a_minor_edit_does_not_clear_what_was_outdated_before(post, by):
    save(post, ZH, by)
    change_source(post, "A long new text.")
    before = digest(load(Post.objects.get(), "zh-hans").source)
    change_source(post, "A long new text!")
    assert minor_edit(post.pk, before, by=by) == []
    assert state(post) == State.OUTDATED


def test_a_minor_edit_leaves_the_day_of_the_last_change(post, by):
    def day():
        return post.translations.get(language="en").changed_at

    save(post, ZH, by)
    with recording([post.pk]):
        change_source(post, "A long new text.")
    changed = day()
    save(post, replace(ZH, body="新的文字。"), by, follows=True)
    before = digest(load(Post.objects.get(), "zh-hans").source)
    with recording([post.pk]):
        change_source(post, "A long new text!")
    assert day() > changed
    minor_edit(post.pk, before, by=by)
    assert day() == changed


def test_nothing_is_written_over_what_somebody_else_saved(post, by):
    loaded = load(post, "zh-hans")
    save(post, ZH, by)
    with pytest.raises(SavedMeanwhile) as refused:
        save(post, replace(ZH, title="灯"), by, loaded=loaded)
    assert refused.value.theirs == ZH
    assert texts_of(Post.objects.get(), "zh-hans") == ZH


def test_saving_the_same_as_somebody_else_is_no_quarrel(post, by):
    loaded = load(post, "zh-hans")
    save(post, ZH, by)
    assert not save(post, ZH, by, loaded=loaded).has_changed


def test_a_slug_of_another_post_is_refused_and_nothing_saved(post, by):
    make_post("Bells")
    with pytest.raises(ValidationError) as refused:
        save(post, replace(ZH, slug="bells"), by)
    assert "slug_zh_hans" in refused.value.error_dict
    assert texts_of(Post.objects.get(pk=post.pk), "zh-hans") == Texts()


def test_a_public_text_is_not_emptied(post, by):
    save(post, ZH, by)
    post.translations.filter(language="zh-hans").update(status="published")
    with pytest.raises(ValidationError):
        save(post, Texts(), by)


def test_what_was_loaded_travels_sealed():
    loaded = Loaded("Source", ZH)
    assert Loaded.unseal(loaded.seal()) == loaded
    with pytest.raises(signing.BadSignature):
        Loaded.unseal(loaded.seal()[:-1])
