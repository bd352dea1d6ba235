"""What is read next is found by way of what posts share, and public."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from posts.models import Credit, Post
from posts.pages import related
from tests.factories import make_person, make_post, make_project, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared():
    return {"authors": [make_person("Ada Example")], "projects": [make_project("Linkerd")], "tags": [make_tag("Security")]}


def subjects(shared) -> list[related.Subject]:
    kinds = {related.PERSON: "authors", related.PROJECT: "projects", related.TAG: "tags"}
    return [(kind, shared[name][0].pk) for kind, name in kinds.items()]


def test_only_public_posts_of_each_subject(shared):
    public = make_post("A quiet pager", **shared)
    make_post("A loud pager", published_at=timezone.now() + timedelta(hours=1), **shared)
    make_post("A draft", status=Post.Status.DRAFT, **shared)
    make_post("A pager of others")
    found = related.newest_of(subjects(shared))
    assert {subject: [one.post_id for one in posts] for subject, posts in found.items()} == {
        subject: [public.pk] for subject in subjects(shared)
    }


def test_of_nothing_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert related.newest_of([]) == {}


def test_is_asked_all_at_once(shared, django_assert_num_queries):
    make_post("A quiet pager", **shared)
    with django_assert_num_queries(1):
        related.newest_of(subjects(shared))


def test_not_every_public_post_is_looked_at(shared):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL decides by how many rows there are")
    make_post("A quiet pager", **shared)
    for kind, key in subjects(shared):
        sql, values = related.NEWEST[kind].select(key, timezone.now())
        with connection.cursor() as cursor:
            plan = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()]
        assert not [step for step in plan if "posts_post_public" in step or step.startswith("SCAN")], plan


def test_the_strongest_reason_is_named(shared):
    first, second = make_post("A quiet pager", **shared), make_post("A loud pager", **shared)
    [(found, why)] = related.best(related.candidates(first), first.published_at).items()
    assert found == second.pk
    assert related.reason(first, related.strongest(why)) == "Also about Linkerd"
    Credit.objects.filter(post=first).update(role=Credit.Role.INTERVIEWEE)
    assert related.reason(first, (related.PERSON, shared["authors"][0].pk)) == "Also with Ada Example"
