"""What waits for a decision is found, shown and decided by those who may, and by nobody else."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from posts.models import ImportConflict, ImportRecord, ImportRun, Post, Provenance
from tests.factories import make_post
from tests.posts.admin.editors import sign_in

pytestmark = pytest.mark.django_db

BASE, OURS, THEIRS = "One.\n\nTwo & more.\n\nThree.", "One!\n\nTwo & more.\n\nThree.", "One.\n\nTwo & more.\n\n<b>Three</b>."


@pytest.fixture
def conflict() -> ImportConflict:
    post = make_post("Lanterns", body_en=OURS)
    Provenance.objects.create(
        post=post, file="page.txt", position=1, line_start=1, line_end=9, written={"body_en": "b", "tags": "t"}
    )
    return ImportConflict.objects.create(post=post, field="body_en", base=BASE, archive=THEIRS)


def page(conflict: ImportConflict) -> str:
    return reverse("admin:posts_importconflict_post", args=[conflict.post_id])


def send(client, waiting: ImportConflict, **fields):
    seen = client.get(page(waiting)).context["conflicts"][0].sides.seen
    return client.post(page(waiting), {"conflict": waiting.pk, "seen": seen, **fields}, follow=True)


def body() -> str:
    return Post.objects.get().body_en


def test_the_list_has_those_that_wait_unless_asked_for_others(conflict):
    decided = ImportConflict.objects.create(
        post=conflict.post, field="tags", archive=["x"], resolution="kept", resolved_at=conflict.found_at
    )
    client, address = sign_in(), reverse("admin:posts_importconflict_changelist")
    assert list(client.get(address).context["cl"].queryset) == [conflict]
    assert list(client.get(address, {"resolution": "kept"}).context["cl"].queryset) == [decided]
    assert len(client.get(address, {"resolution": "all"}).context["cl"].queryset) == 2


def test_the_list_is_narrowed_by_what_a_field_is_called(conflict):
    tags = ImportConflict.objects.create(post=conflict.post, field="tags", archive=["x"])
    client, address = sign_in(), reverse("admin:posts_importconflict_changelist")
    html = client.get(address).content.decode()
    assert "Body (English)</a>" in html
    assert "body_en</a>" not in html
    assert list(client.get(address, {"field": "tags"}).context["cl"].queryset) == [tags]


def test_the_three_sides_are_shown_with_what_differs(conflict):
    html = sign_in().get(page(conflict)).content.decode()
    assert "<del>.</del>" in html
    assert "<ins>!</ins>" in html
    assert "&lt;b&gt;" in html
    assert "<b>Three" not in html


def test_a_base_that_is_not_known_is_said_so(conflict):
    ImportConflict.objects.update(base=None)
    assert "Not known" in sign_in().get(page(conflict)).content.decode()


@pytest.mark.parametrize(
    ("choice", "fields", "result"),
    [
        pytest.param("kept", {}, OURS, id="kept"),
        pytest.param("taken", {}, THEIRS, id="taken"),
        pytest.param("merged", {"text": "Put together.\r\n\r\nAll of it."}, "Put together.\n\nAll of it.", id="merged"),
    ],
)
def test_a_decision(conflict, choice, fields, result):
    client = sign_in()
    response = send(client, conflict, choice=choice, **fields)
    assert response.redirect_chain[-1][0] == reverse("admin:posts_importconflict_changelist")
    assert body() == result
    conflict.refresh_from_db()
    assert conflict.resolution == choice
    assert LogEntry.objects.get().get_edited_object() == conflict.post


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"choice": "forgotten"}, id="no-such-choice"),
        pytest.param({"choice": ""}, id="no-choice"),
        pytest.param({"choice": "taken", "conflict": "x"}, id="no-number"),
        pytest.param({"choice": "taken", "conflict": "99999999"}, id="no-such-conflict"),
        pytest.param({"choice": "taken", "seen": "an hour ago"}, id="something-else-was-seen"),
        pytest.param({"choice": "merged", "text": "<<<<<<< ours\nA\n=======\nB\n>>>>>>>"}, id="undecided-merge"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(conflict, fields):
    response = send(sign_in(), conflict, **fields)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert body() == OURS
    assert ImportConflict.objects.waiting().exists()


def test_looking_decides_nothing(conflict):
    client = sign_in()
    client.get(page(conflict), {"conflict": conflict.pk, "choice": "taken"})
    assert body() == OURS


@pytest.mark.parametrize(
    "permissions",
    [
        pytest.param(["view_importconflict", "view_post"], id="who-may-look"),
        pytest.param(["view_importconflict", "translate_post"], id="a-translator"),
        pytest.param(["change_post"], id="who-may-not-see-conflicts"),
    ],
)
def test_who_may_not_decide_cannot(conflict, permissions):
    client = sign_in(*permissions)
    assert "<form method" not in client.get(page(conflict)).content.decode().partition('id="content"')[2]
    assert client.post(page(conflict), {"conflict": conflict.pk, "choice": "taken"}).status_code == 403
    assert body() == OURS


def test_many_are_decided_at_once(conflict):
    other = make_post("Anchors", body_en="Ours.")
    ImportConflict.objects.create(post=other, field="body_en", archive="Theirs.")
    rows = [conflict.pk, ImportConflict.objects.get(post=other).pk]
    address = reverse("admin:posts_importconflict_changelist")
    sign_in().post(address, {"action": "take", "_selected_action": rows})
    assert sorted(Post.objects.values_list("body_en", flat=True)) == [THEIRS, "Theirs."]
    assert not ImportConflict.objects.waiting().exists()


def test_a_record_shows_the_raw_lines_beside_the_result_and_what_changed(conflict):
    run = ImportRun.objects.create()
    Provenance.objects.update(raw_text="Lanterns\n\nBy | Blog", notes=[{"message": "the byline", "line": 3}])
    record = ImportRecord.objects.create(
        run=run,
        post=conflict.post,
        outcome="updated",
        file="page.txt",
        line_start=1,
        line_end=9,
        changes=[
            {"field": "body_en", "diff": ["@@ -1 +1 @@", "-All of one & all", "+All of one & more"]},
            {"field": "tags", "before": ["x"], "after": ["y"], "conflict": True},
        ],
    )
    html = sign_in().get(reverse("admin:posts_importrecord_change", args=[record.pk])).content.decode()
    for shown in (
        "By | Blog",
        "line 3: the byline",
        "<p>Text of Lanterns.</p>",
        "All of one &amp; <del>all</del>",
        "what people wrote stays",
    ):
        assert shown in html


def test_the_posts_form_leads_to_its_conflicts(conflict):
    form = sign_in().get(reverse("admin:posts_post_change", args=[conflict.post_id])).content.decode()
    assert page(conflict) in form
    ImportConflict.objects.all().delete()
    other = sign_in().get(reverse("admin:posts_post_change", args=[conflict.post_id])).content.decode()
    assert page(conflict) not in other
