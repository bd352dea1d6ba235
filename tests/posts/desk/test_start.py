"""The start page: what waits for whom, and what happened."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from posts.desk.start import LATELY, lately, waiting
from posts.models import Assignment, ImportConflict, ImportRun, Post, QuarantinedEntry, Revision, WorkflowStep
from posts.services import workflow
from tests.factories import make_post
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

START = reverse("admin:index")
REVIEWING = {
    "to review": 1,
    "flagged by an import": 1,
    "bylines to look at": 0,
    "people who may be the same": 0,
    "organizations that may be the same": 0,
    "import conflicts to decide": 1,
    "entries of imports to correct": 1,
    "outdated translations": 1,
}


def member(role: str, **fields):
    return make_member(role, languages=("zh-hans",), **fields)


def texts(post: Post, **states: str) -> Post:
    for language, state in states.items():
        post.translations.filter(language=language.replace("zh", "zh-hans")).update(status=state)
    return post


def fill(user, times: int = 1) -> None:
    """Something of everything that can wait."""
    for n in range(Post.objects.count(), Post.objects.count() + times):
        make_post()
        make_post(review=["Who?"])
        texts(make_post(zh=f"审阅 {n}"), zh="in_review")
        texts(make_post(zh=f"待发 {n}", status="draft"), zh="ready")
        texts(make_post(zh=f"草稿 {n}"), zh="draft")
        make_post(published_at=timezone.now() + timedelta(days=1))
        make_post(status="draft", owner=user)
        behind = make_post(zh=f"过时 {n}")
        behind.translations.filter(language="zh-hans").update(pin_digest="of-before")
        behind.translations.filter(is_source=True).update(text_digest="of-now")
        given = make_post()
        Assignment.objects.create(post=given, user=user, language="zh-hans")
        ImportConflict.objects.create(post=behind, field="title_en")
        place = {"file": "a.txt", "line_start": n, "line_end": n, "digest": n}
        QuarantinedEntry.objects.create(kind="pages", message="no title", raw_text="x", **place)


@pytest.mark.parametrize(
    ("role", "found"),
    [
        pytest.param("Author", {"your drafts": 1}, id="author"),
        pytest.param(
            "Translator",
            {
                "given to you, in Simplified Chinese": 1,
                "to translate into Simplified Chinese": 4,
                "outdated in Simplified Chinese": 1,
                "drafts in Simplified Chinese": 1,
            },
            id="translator",
        ),
        pytest.param(
            "Editor",
            {**REVIEWING, "your drafts": 1},
            id="editor",
        ),
        pytest.param(
            "Publisher",
            {**REVIEWING, "ready to be published": 1, "scheduled": 1, "your drafts": 1},
            id="publisher",
        ),
    ],
)
def test_each_role_finds_its_own_work_and_the_list_it_leads_to(role, found):
    user = member(role)
    fill(user)
    assert {one.what: one.count for one in waiting(user)} == found
    client = Client()
    client.force_login(user)
    for one in waiting(user):
        context = client.get(one.address).context
        assert (context["cl"].result_count if "cl" in context else context["count"]) == one.count, one.what


@pytest.mark.parametrize(
    ("role", "leads"), [("Translator", True), ("Author", False), ("Editor", True)], ids=["translator", "author", "editor"]
)
def test_who_works_on_all_posts_is_led_to_the_board(client, role, leads):
    client.force_login(member(role))
    assert (f'href="{reverse("board")}?status=to_do"' in client.get(reverse("admin:index")).content.decode()) == leads


def test_nothing_waits_for_staff_without_a_role():
    user = make_member()
    assert list(waiting(user)) == []
    assert lately(user) == []


def test_what_happened_is_told_newest_first():
    editor = member("Editor", username="edda")
    post = make_post("Lanterns", status="draft")
    ImportRun.objects.create(counts={"created": 3, "updated": 4, "unchanged": 9})
    Revision.objects.create(post=post, made_by=editor, reason="Typing error", before={})
    workflow.step(post, "en", "in_review", by=editor)
    Revision.objects.create(post=post, made_by=editor, before={}, after={"status:en": "1a"})  # of the step, told already
    told = [(one.who, one.what, one.title) for one in lately(editor)]
    assert told == [
        ("edda", "English: draft → in review", "Lanterns"),
        ("edda", "Typing error", "Lanterns"),
        ("", "import: 7 posts", "running or interrupted"),
    ]


def test_what_waits_for_its_moment_is_not_told_as_published():
    publisher, post = member("Publisher"), make_post("Lanterns", status="draft")
    workflow.step(post, "en", "published", by=publisher, at=timezone.now() + timedelta(days=1))
    assert [one.what for one in lately(publisher)] == ["English: draft → scheduled"]


def test_an_author_hears_of_nothing_hidden():
    author, editor = member("Author"), member("Editor")
    hidden, own = make_post("Hidden", status="draft"), make_post("Own", status="draft", owner=author)
    for post in (hidden, own):
        workflow.step(post, "en", "in_review", by=editor)
        Revision.objects.create(post=post, made_by=editor, before={})
    ImportRun.objects.create()
    assert {one.title for one in lately(author)} == {"Own"}


def test_a_post_that_is_gone_is_left_out():
    editor, post = member("Editor"), make_post()
    Revision.objects.create(post=post, made_by=editor, before={})
    post.delete()
    assert lately(editor) == []


@pytest.mark.parametrize("role", ["Author", "Translator", "Publisher"])
def test_the_page_costs_the_same_however_much_waits(role):
    user = member(role)
    client = Client()
    client.force_login(user)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(START).status_code == 200
        return len(queries)

    def happen() -> None:
        for post in Post.objects.all():
            WorkflowStep.objects.create(post=post, language="en", before="draft", after="published", by=user)
            Revision.objects.create(post=post, made_by=user, before={})

    fill(user)
    happen()
    few = cost()
    fill(user, 8)
    happen()
    assert cost() == few
    assert len(lately(user)) <= LATELY


@pytest.mark.parametrize(("prefix", "said"), [("", "What waits for you"), ("/zh-hans", "待办事项")])
def test_the_page_is_there_in_both_languages(prefix, said):
    client = Client()
    client.force_login(member("Publisher"))
    page = client.get(prefix + "/admin/").content.decode()
    assert said in page
    assert " style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "query", ["state=nonsense", "language=xx", "state=outdated&language=%27", "assigned=you", "mine=maybe"]
)
def test_odd_values_of_filters_narrow_nothing(query):
    make_post()
    client = Client()
    client.force_login(member("Editor"))
    response = client.get(f"{reverse('admin:posts_post_changelist')}?{query}")
    assert response.status_code == 200
    if query != "state=outdated&language=%27":
        assert response.context["cl"].result_count == 1
