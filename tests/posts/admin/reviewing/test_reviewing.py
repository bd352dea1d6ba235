"""The review queue: one flagged post after the other, beside the lines it came from."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from posts.desk.flagged import KINDS, OTHER, Asked, queue
from posts.models import Credit, ImportRecord, ImportRun, Post, Provenance, Revision
from tests.factories import make_person, make_post
from tests.posts.admin.editors import form_of, sign_in

pytestmark = pytest.mark.django_db

QUEUE = "/admin/posts/post/review/"
BYLINE = "“Sam Sample, Example Co” may be one name or two."


def flag(title: str, *, file: str = "page-1.txt", position: int = 1, stage: str = "bylines", line: int = 2, **fields) -> Post:
    post = make_post(title, review=[BYLINE], **fields)
    note = {"stage": stage, "message": BYLINE, "line": line, "review": True}
    raw_text = f"{title}\nBy Sam Sample, Example Co\n\n<b>Text</b> of it."
    place = {"file": file, "position": position, "line_start": 1, "line_end": 4}
    Provenance.objects.create(post=post, raw_text=raw_text, notes=[note], **place)
    return post


@pytest.fixture
def three() -> list[Post]:
    """In the order of the archive."""
    third = flag("Third", file="page-10.txt")
    return [flag("First", file="page-2.txt"), flag("Second", file="page-2.txt", position=2, stage="split"), third]


def page(client, **query):
    return client.get(QUEUE, query)


def send(client, post: Post, button: str, **changed):
    sent = form_of(page(client, post=post.pk)) | {button: "x"} | changed
    return client.post(f"{QUEUE}?post={post.pk}", sent)


def test_the_order_is_that_of_the_archive_and_what_came_from_elsewhere_is_last(three):
    elsewhere = make_post(review=["Why?"])
    make_post()
    assert [row.post for row in queue(Asked()).rows] == [*(post.pk for post in three), elsewhere.pk]
    assert queue(Asked()).rows[-1].kinds == {OTHER}


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        pytest.param({"kind": "split"}, ["Second"], id="kind"),
        pytest.param({"file": "page-2.txt"}, ["First", "Second"], id="file"),
        pytest.param({"language": "zh-hans"}, [], id="language-without-posts"),
        pytest.param({"language": "en", "kind": "bylines"}, ["First", "Third"], id="language-and-kind"),
        pytest.param({"kind": "nonsense", "language": "xx", "run": "1; drop"}, ["First", "Second", "Third"], id="nonsense"),
        pytest.param({"run": "999999"}, [], id="unknown-run"),
    ],
)
def test_what_is_asked_for(three, asked, titles):
    assert [Post.objects.get(pk=row.post).title_en for row in queue(Asked.of(asked)).rows] == titles


def test_of_one_run(three):
    run = ImportRun.objects.create()
    ImportRecord.objects.create(run=run, post=three[1], outcome="created", file="page-2.txt", line_start=1, line_end=4)
    assert [row.post for row in queue(Asked.of({"run": str(run.pk)})).rows] == [three[1].pk]


def test_a_post_is_shown_with_reasons_lines_and_result(three):
    first = three[0]
    trace = first.provenance.get()
    html = page(sign_in()).content.decode()
    assert "1 of 3" in html
    assert escape(BYLINE) in html
    assert str(KINDS["bylines"]) in html
    assert f'href="#line-{trace.pk}-2"' in html
    assert f'<tr id="line-{trace.pk}-2" class="flagged">' in html
    assert "&lt;b&gt;Text&lt;/b&gt; of it." in html
    assert f"post={three[1].pk}" in html, "to skip it"


def test_accepting_clears_the_reasons_and_says_who_did(three):
    editor = sign_in()
    answer = send(editor, three[0], "_accept")
    assert answer["Location"].endswith(f"?post={three[0].pk}")
    three[0].refresh_from_db()
    assert (three[0].review, three[0].needs_review) == ([], False)
    revision = Revision.objects.get(post=three[0])
    assert (str(revision.made_by), revision.reason, list(revision.before)) == ("editor-0", "Reviewed", ["review"])
    html = editor.get(answer["Location"]).content.decode()
    assert "Not in the queue" in html
    assert "2 posts wait" in html


def test_accepting_goes_to_the_next_and_keeps_what_was_asked_for(three):
    editor = sign_in()
    sent = form_of(page(editor, post=three[0].pk)) | {"_accept_next": "x"}
    answer = editor.post(f"{QUEUE}?kind=bylines&post={three[0].pk}", sent)
    assert answer["Location"] == f"{QUEUE}?kind=bylines&post={three[2].pk}"


def test_the_last_one_accepted_leaves_nothing():
    post = flag("Only")
    editor = sign_in()
    answer = send(editor, post, "_accept_next")
    assert b"Nothing to review" in editor.get(answer["Location"]).content


def test_what_is_mended_in_place_is_saved_and_the_post_stays_flagged(three):
    person = make_person("Sam Sample")
    changed = {
        "title_en": "The First",
        **{"credits-TOTAL_FORMS": "1", "credits-0-person": person.pk, "credits-0-role": "author", "credits-0-order": "0"},
        **{"date_basis": "inferred", "date_min": "2018-09-01", "date_max": "2018-09-30"},
    }
    answer = send(sign_in(), three[0], "_save_next", **changed)
    assert answer["Location"].endswith(f"?post={three[1].pk}")
    three[0].refresh_from_db()
    assert (three[0].title_en, three[0].needs_review, three[0].date_basis) == ("The First", True, "inferred")
    assert str(three[0].date_max) == "2018-09-30"
    assert Credit.objects.get(post=three[0]).person == person
    assert Revision.objects.get(post=three[0]).reason == "Edited on review"


def test_a_day_given_with_how_it_is_known_keeps_that(three):
    send(sign_in(), three[0], "_save_next", published_at_0="2018-09-20", date_basis="stated")
    three[0].refresh_from_db()
    assert (three[0].date_basis, three[0].published_at.day, str(three[0].date_min)) == ("stated", 20, "2018-09-20")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"date_min": "2018-10-01", "date_max": "2018-09-01"}, "exchange the two", id="bounds"),
        pytest.param({"title_en": "", "slug_en": "", "body_en": ""}, "withdraw it before you empty it", id="emptied"),
        pytest.param({"date_basis": "guessed"}, "is not one of the available choices", id="basis"),
    ],
)
def test_what_is_wrong_is_said_and_the_reasons_stay(three, changed, said):
    answer = send(sign_in(), three[0], "_accept_next", **changed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    three[0].refresh_from_db()
    assert three[0].review == [BYLINE]


def test_an_unknown_post_leads_away(three):
    assert page(sign_in(), post=999_999).status_code == 302


def test_only_who_may_review_comes_in(three):
    translator = sign_in("view_post", "translate_post")
    assert page(translator).status_code == 403
    assert translator.post(f"{QUEUE}?post={three[0].pk}", {"_accept": "x"}).status_code == 403
    assert page(sign_in("view_post", "change_post")).status_code == 200


def test_the_cost_does_not_grow_with_the_queue(three):
    editor = sign_in()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(editor, post=three[0].pk)
        return len(queries)

    few = cost()
    for number in range(20):
        flag(f"Another {number}", position=number + 10)
    assert cost() == few


def test_the_reasons_are_said_in_the_language_of_who_reviews():
    post = flag("First", stage="halves")
    Post.objects.filter(pk=post.pk).update(review=["The post has no text.", BYLINE])
    client = sign_in()
    html = client.get(f"/zh-hans{QUEUE}").content.decode()
    assert "这篇文章没有正文。" in html
    assert escape(BYLINE) in html, "what nobody translated is shown as it is stored"
    assert "这篇文章没有正文。" in client.get(f"/zh-hans/admin/posts/post/{post.pk}/change/").content.decode()
