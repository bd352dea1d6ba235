"""The state of each language, told alike by Python and by the database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from posts.models import Post, Translation
from posts.services.texts import refresh_texts
from posts.states import State, in_language, scheduled_for, state_of, with_state
from tests.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    """In English, with a Chinese translation that is in step."""
    post = make_post("Lanterns", zh="灯笼")
    post.translations.all().delete()
    refresh_texts(post)
    post.translations.update(status="published")
    return post


def change(post: Post, **fields) -> None:
    for name, value in fields.items():
        setattr(post, name, value)
    post.save()
    refresh_texts(post)


def state_now() -> State:
    """Of the Chinese text, which Python and the database agree on."""
    post = Post.objects.get()
    rows = {row.language: row for row in post.translations.all()}
    told = state_of(rows.get("zh-hans"), rows.get("en"))
    asked = with_state(Translation.objects.order_by("language")).values_list("language", "state")
    assert list(asked) == [(code, told if code == "zh-hans" else row.status) for code, row in sorted(rows.items())]
    assert list(in_language(Post.objects.all(), "zh-hans").values_list("state", flat=True)) == [told]
    assert not in_language(Post.objects.all(), "en").exists(), "it is the source"
    return told


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"title_en": "Lamps"}, id="title"),
        pytest.param({"summary_en": "Of lamps."}, id="summary"),
        pytest.param({"body_en": "Text of lamps."}, id="body"),
    ],
)
def test_what_readers_read_makes_a_translation_outdated(post, fields):
    before = {name: getattr(post, name) for name in fields}
    change(post, **fields)
    assert state_now() == State.OUTDATED
    change(post, **before)
    assert state_now() == State.PUBLISHED


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"body_en": "Text of\r\n*Lanterns*.\n"}, id="markup"),
        pytest.param({"body_en": "Text of Lanterns. ![A lantern](lantern.jpg)"}, id="picture"),
        pytest.param({"slug_en": "lamps"}, id="slug"),
        pytest.param({"published_at": "2020-01-01T00:00Z"}, id="date"),
        pytest.param({"body_zh_hans": "别的文字。"}, id="the-translation-itself"),
    ],
)
def test_nothing_else_does(post, fields):
    change(post, **fields)
    assert state_now() == State.PUBLISHED


def test_what_is_not_public_yet_does_not(post):
    post.translations.filter(language="en").update(status="draft")
    change(post, body_en="Other text.")
    assert state_now() == State.PUBLISHED
    post.translations.filter(language="en").update(status="published")
    assert state_now() == State.OUTDATED


@pytest.mark.parametrize("waits", ["text", "post"])
def test_what_waits_for_its_moment_is_scheduled_unless_it_is_outdated(post, waits):
    later = timezone.now() + timedelta(days=3)
    if waits == "text":
        post.translations.filter(language="zh-hans").update(published_at=later)
        assert state_now() == State.SCHEDULED
    else:
        Post.objects.update(published_at=later)
        assert state_of(Translation.objects.get(language="zh-hans"), None) == State.SCHEDULED
        assert set(with_state(Translation.objects.all()).values_list("state", flat=True)) == {State.SCHEDULED}
    assert scheduled_for(Translation.objects.get(language="zh-hans")) == later
    change(Post.objects.get(), body_en="Other text.")
    assert list(in_language(Post.objects.all(), "zh-hans").values_list("state", flat=True)) == [State.OUTDATED]


@pytest.mark.parametrize("status", ["draft", "in_review", "ready", "archived"])
def test_what_is_not_published_waits_for_no_moment(post, status):
    later = timezone.now() + timedelta(days=3)
    post.translations.filter(language="zh-hans").update(published_at=later, status=status)
    assert state_now() == status
    assert scheduled_for(Translation.objects.get(language="zh-hans")) is None


@pytest.mark.parametrize("status", ["draft", "in_review", "ready", "published", "archived"])
def test_a_text_in_step_is_in_the_state_it_was_given(post, status):
    post.translations.filter(language="zh-hans").update(status=status)
    assert state_now() == status


def test_a_text_of_unknown_origin_is_not_outdated(post):
    post.translations.filter(language="zh-hans").update(source_text="", pin_digest="")
    change(post, body_en="Other text.")
    assert state_now() == State.PUBLISHED


def test_what_there_is_no_text_of_is_missing(post):
    post.translations.filter(language="zh-hans").delete()
    assert state_now() == State.MISSING
