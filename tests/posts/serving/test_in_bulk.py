"""Rows found in bulk are those of the queryset, with all that it prefetches."""

import pytest
from django.utils import translation

from posts.models import Credit, Post
from posts.serving.in_bulk import InBulk
from tests.factories import make_organization, make_person, make_post, make_series

pytestmark = pytest.mark.django_db

LISTED = InBulk(lambda: Post.objects.for_listing())


@pytest.fixture
def posts():
    """Two with everything a card shows, and one with nothing but a text."""
    series = make_series("Field Notes")
    for title, zh in (("A quiet pager", "安静的值班"), ("A loud pager", "")):
        post = make_post(title, zh=zh, series=series, authors=[make_person(), make_person()])
        Credit.objects.create(post=post, organization=make_organization(), role="editor")
    make_post("A pager")
    return list(Post.objects.for_listing())


def shown(post: Post) -> tuple:
    credits = [(credit.pk, credit.person, credit.organization, credit.post) for credit in post.credits.all()]
    return post, post.series, credits, [(text.pk, text.language, text.post) for text in post.translations.all()]


def test_are_those_of_the_queryset_without_another_query(posts, django_assert_num_queries):
    keys = [post.pk for post in posts]
    with django_assert_num_queries(3):
        found = LISTED(keys)
    with django_assert_num_queries(0):
        assert {key: shown(post) for key, post in found.items()} == {post.pk: shown(post) for post in posts}
        with translation.override("zh-hans"):
            assert sorted(map(str, found.values())) == sorted(map(str, posts))


def test_only_those_that_are_asked_for(posts):
    first, *others = [post.pk for post in posts]
    assert set(LISTED([first])) == {first}
    assert set(LISTED(iter(others))) == set(others)


@pytest.mark.parametrize("keys", [[], [0]], ids=["none", "gone"])
def test_what_is_not_there_is_not_found(posts, keys, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert LISTED(keys) == {}
