"""Publishing and taking back."""

import pytest
from django.utils import timezone

from posts.models import Post
from posts.services.publish import publish, withdraw
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def test_drafts_become_public_and_keep_their_date():
    draft, public = make_post(status="draft"), make_post()
    date = draft.published_at
    assert publish(Post.objects.all()) == 1
    draft.refresh_from_db()
    assert (draft.status, draft.published_at) == ("published", date)
    assert list(Post.objects.published()) == sorted([draft, public], key=lambda post: -post.pk)


def test_a_draft_without_a_date_appears_now():
    draft = make_post(status="draft", published_at=None)
    assert publish(Post.objects.all()) == 1
    draft.refresh_from_db()
    assert draft in Post.objects.published()
    assert draft.date_basis == Post.DateBasis.GIVEN
    assert draft.date_min == draft.date_max == timezone.localdate(draft.published_at)
    assert draft.translations.get().published_at == draft.published_at


def test_a_draft_whose_texts_are_drafts_gets_a_public_one():
    draft = make_post("Lanterns", zh="灯塔", status="draft")
    draft.translations.update(status="draft", published_at=None)
    assert publish(Post.objects.all()) == 1
    texts = {text.language: (text.status, text.published_at) for text in draft.translations.all()}
    assert texts == {"en": ("published", draft.published_at), "zh-hans": ("draft", None)}


def test_a_language_that_waits_is_not_published_beside_one_that_is():
    draft = make_post("Lanterns", zh="灯塔", status="draft")
    draft.translations.filter(is_source=True).update(status="in_review")
    publish(Post.objects.all())
    assert dict(draft.translations.values_list("language", "status")) == {"en": "in_review", "zh-hans": "published"}


def test_a_post_taken_back_is_not_public_and_keeps_its_date():
    post = make_post()
    assert withdraw(Post.objects.all()) == 1
    assert not Post.objects.published().exists()
    assert Post.objects.get().published_at == post.published_at
    assert withdraw(Post.objects.all()) == 0
