"""Bylines an import was not sure of: listed with their lines, settled in place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Organization, Person
from posts.desk.bylines import unknown_bylines
from posts.models import Credit, Post, Revision
from tests.factories import make_organization, make_person, make_post
from tests.posts.admin.editors import sign_in
from tests.posts.admin.reviewing.test_reviewing import BYLINE, flag

pytestmark = pytest.mark.django_db

PAGE = "/admin/posts/credit/unknown/"


def send(client, post: Post, *, line: int = 2, button: str = "", **fields):
    sent = {"kind": "person", "role": "author", "title": "", "name": "", **fields}
    values = {f"byline-{post.pk}-{line}-{name}": value for name, value in sent.items()}
    return client.post(PAGE, {"post": post.pk, "message": BYLINE, **values, **({button: "1"} if button else {})})


def test_what_is_listed():
    doubted = flag("First")
    flag("Of another kind", position=2, stage="split")
    looked_at = flag("Looked at", position=3)
    looked_at.review = []
    looked_at.save()
    make_post(review=["Elsewhere"])
    assert [(one.post, one.file, one.line) for one in unknown_bylines()] == [(doubted.pk, "page-1.txt", 2)]


def test_a_byline_is_shown_with_its_line_and_who_is_credited():
    flag("First", authors=[make_person("Sam Sample")])
    html = sign_in().get(PAGE).content.decode()
    assert "page-1.txt:2" in html
    assert "By Sam Sample, Example Co" in html
    assert "Sam Sample (author)" in html


@pytest.mark.parametrize(
    ("fields", "model", "column"),
    [
        pytest.param({"name": "Sam Sample", "title": "CTO"}, Person, "name_en", id="person"),
        pytest.param({"name": "Example Co", "kind": "organization"}, Organization, "name_en", id="organization"),
        pytest.param({"name": "张三", "role": "interviewee"}, Person, "name_zh_hans", id="in-chinese"),
    ],
)
def test_somebody_new_is_credited_and_the_reason_goes(fields, model, column):
    post = flag("First")
    assert send(sign_in(), post, **fields).status_code == 302
    credit, made = Credit.objects.get(post=post), model.objects.get()
    assert (getattr(made, column), credit.person or credit.organization) == (fields["name"], made)
    assert (credit.role, credit.title) == (fields.get("role", "author"), fields.get("title", ""))
    post.refresh_from_db()
    assert (post.review, post.needs_review) == ([], False)
    assert (str(Revision.objects.get(post=post).made_by), unknown_bylines()) == ("editor-0", [])


def test_somebody_known_by_any_spelling_is_chosen():
    known = make_person("Sam Sämple")
    known.other_names.create(name="Samuel Sample")
    post = flag("First")
    send(sign_in(), post, name="samuel sample")
    assert Credit.objects.get(post=post).person == known
    assert Person.objects.count() == 1


def test_only_the_byline_is_settled():
    post = flag("First")
    post.review = [BYLINE, "The title is long."]
    post.save()
    send(sign_in(), post, button="_right")
    post.refresh_from_db()
    assert (post.review, post.needs_review, Credit.objects.count()) == (["The title is long."], True, 0)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"name": ""}, "This field is required", id="no-name"),
        pytest.param({"name": "…"}, "Give a name with letters in it", id="no-letters"),
        pytest.param({"name": "Twin Example"}, "Several are called", id="several"),
        pytest.param({"name": "Bo Sample"}, "is credited in this role already", id="twice"),
        pytest.param({"name": "Taken"}, "is somebody else’s", id="slug"),
        pytest.param({"name": "Bo", "role": "translator"}, "Select a valid choice", id="role"),
        pytest.param({"name": "Bo", "kind": "robot"}, "Select a valid choice", id="kind"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(fields, said):
    for slug in ("twin-1", "twin-2"):
        make_person("Twin Example", slug=slug)
    make_person("Somebody Else", slug="taken")
    post = flag("First", authors=[make_person("Bo Sample")])
    people = Person.objects.count()
    answer = send(sign_in(), post, **fields)
    assert said in answer.content.decode()
    post.refresh_from_db()
    assert (post.review, Credit.objects.count(), Person.objects.count()) == ([BYLINE], 1, people)
    assert not Revision.objects.exists()


def test_who_may_not_add_people_chooses_among_those_there_are():
    known, post = make_person("Bo Sample"), flag("First")
    editor = sign_in("view_post", "change_post")
    assert "you may not add somebody" in send(editor, post, name="Sam Sample").content.decode()
    assert send(editor, post, name="Bo Sample").status_code == 302
    assert Credit.objects.get().person == known


def test_what_somebody_else_settled_is_left_alone():
    post = flag("First")
    editor = sign_in()
    send(editor, post, name="Sam Sample")
    assert b"somebody else did that already" in editor.get(send(editor, post, name="Bo Sample")["Location"]).content
    assert Credit.objects.count() == 1


def test_an_organization_of_a_person_is_not_its_own_credit():
    """Sam is credited for Example Co; Example Co can still be credited by itself."""
    company = make_organization("Example Co")
    post = flag("First")
    Credit.objects.create(post=post, person=make_person("Sam Sample"), organization=company)
    assert send(sign_in(), post, name="Example Co", kind="organization").status_code == 302
    assert Credit.objects.filter(post=post, person=None, organization=company).exists()


def test_only_who_may_review_comes_in():
    post = flag("First")
    translator = sign_in("view_post", "translate_post", "view_credit")
    assert translator.get(PAGE).status_code == 403
    assert send(translator, post, button="_right").status_code == 403


def test_the_cost_does_not_grow():
    editor = sign_in()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(PAGE).status_code == 200
        return len(queries)

    flag("First", authors=[make_person()])
    few = cost()
    for number in range(2, 8):
        flag(f"Post {number}", position=number, authors=[make_person(), make_person()])
    assert cost() == few
