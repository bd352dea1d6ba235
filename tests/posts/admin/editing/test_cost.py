"""The form of a post costs the same however many rows stand below it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from posts.models import Credit, Post
from tests.factories import make_organization, make_person, make_post, make_project
from tests.posts.admin.editors import form_of, sign_in

pytestmark = pytest.mark.django_db
FORM = "admin:posts_post_change"


def add_rows(post: Post, number: int) -> None:
    for _ in range(number):
        Credit.objects.create(post=post, person=make_person(), organization=make_organization())
        post.project_links.create(project=make_project())
        post.legacy_paths.create(path=f"/old/{post.legacy_paths.count()}/")


@pytest.mark.parametrize("address", [FORM, "admin:posts_post_review"], ids=["form", "review-queue"])
def test_opening_it(address):
    editor, post = sign_in(), make_post(review=["Why?"])
    page = f"{reverse(address)}?post={post.pk}" if address != FORM else reverse(address, args=[post.pk])

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(page).status_code == 200
        return len(queries)

    add_rows(post, 2)
    cost()  # what is asked for once in a process
    few = cost()
    add_rows(post, 18)
    assert cost() == few


def test_the_rows_show_whom_and_what_they_name():
    editor, post = sign_in(), make_post(authors=[make_person("Ada Exemplar")])
    page = editor.get(reverse(FORM, args=[post.pk]))
    assert "selected>Ada Exemplar</option>" in page.content.decode()
    other = make_person("Bo Beispiel")
    answer = editor.post(reverse(FORM, args=[post.pk]), form_of(page) | {"credits-0-person": other.pk, "slug_en": "no slug!"})
    assert "selected>Bo Beispiel</option>" in answer.content.decode()


@pytest.mark.parametrize("key", ["999999", "x", "9" * 30, "-1"])
def test_a_key_that_names_nobody_is_refused(key):
    editor, post = sign_in(), make_post(authors=[make_person()])
    address = reverse(FORM, args=[post.pk])
    answer = editor.post(address, form_of(editor.get(address)) | {"credits-0-person": key})
    assert "Select a valid choice" in answer.content.decode()
